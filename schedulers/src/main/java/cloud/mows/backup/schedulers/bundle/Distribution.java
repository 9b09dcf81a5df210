package cloud.mows.backup.schedulers.bundle;

import java.util.List;
import java.util.Optional;

/** Who made the Kubernetes that a cluster runs; versions say it behind a plus sign. */
final class Distribution {
    /** These note at each node how it was started. */
    private static final List<String> RANCHER = List.of("k3s", "rke2");

    private Distribution() {}

    /** @param version {@code v1.31.1+k3s1} */
    static Optional<String> of(String version) {
        int plus = version.indexOf('+');
        return plus < 0
                ? Optional.empty()
                : Optional.of(version.substring(plus + 1))
                        .map(build -> RANCHER.stream()
                                .filter(build::startsWith)
                                .findFirst()
                                .orElse(build));
    }

    /** Whether it is k3s or its sibling. */
    static boolean isRancher(String distribution) {
        return RANCHER.contains(distribution);
    }
}
