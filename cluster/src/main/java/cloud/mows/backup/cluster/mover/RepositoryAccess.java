package cloud.mows.backup.cluster.mover;

import cloud.mows.backup.crds.meta.SecretKey;
import cloud.mows.backup.crds.repository.Repository;
import cloud.mows.backup.crds.repository.RepositorySpec;
import cloud.mows.backup.crds.repository.TransferLimits;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvFromSourceBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a pod of ours needs to open a repository. Secrets come as files; only the storage's own credentials, which are variables
 * by nature, come as variables.
 *
 * @param arguments that the program gets beside its command
 */
public record RepositoryAccess(
        List<String> arguments,
        List<EnvVar> env,
        List<EnvFromSource> envFrom,
        List<Volume> volumes,
        List<VolumeMount> mounts) {
    private static final String SECRETS = "/run/mows-backup/";
    private static final String CLAIM_MOUNT = "repository";

    public RepositoryAccess {
        arguments = List.copyOf(arguments);
        env = List.copyOf(env);
        envFrom = List.copyOf(envFrom);
        volumes = List.copyOf(volumes);
        mounts = List.copyOf(mounts);
    }

    /** Whether it lies on a volume of the cluster. */
    boolean isMounted() {
        return volumes.stream().anyMatch(volume -> volume.getPersistentVolumeClaim() != null);
    }

    /** @param runsMax how many may use the repository at the same time, which share its limits */
    public static RepositoryAccess to(Repository repository, int runsMax) {
        Collected found = new Collected("");
        found.repository(repository.getSpec());
        return found.access(limits(repository.getSpec().limits(), runsMax));
    }

    /**
     * To two, what one holds being copied into the other. Each has its own credentials, and neither is shown the other's.
     *
     * @param from whose variables have {@code FROM_} in their names
     */
    public static RepositoryAccess copying(Repository from, Repository to) {
        Collected source = new Collected("from-");
        source.repository(from.getSpec());
        Collected target = new Collected("");
        target.repository(to.getSpec());
        TransferLimits download = from.getSpec().limits();
        TransferLimits upload = to.getSpec().limits();
        return source.and(target)
                .access(limits(
                        new TransferLimits(
                                upload == null ? null : upload.uploadKiBPerSecond(),
                                download == null ? null : download.downloadKiBPerSecond(),
                                null),
                        1));
    }

    private static List<String> limits(@Nullable TransferLimits limits, int runsMax) {
        List<String> arguments = new ArrayList<>();
        if (limits != null && limits.uploadKiBPerSecond() != null) {
            arguments.add("--limit-upload=" + Math.max(1, limits.uploadKiBPerSecond() / runsMax));
        }
        if (limits != null && limits.downloadKiBPerSecond() != null) {
            arguments.add("--limit-download=" + Math.max(1, limits.downloadKiBPerSecond() / runsMax));
        }
        return arguments;
    }

    private static final class Collected {
        private final String prefix;
        private final List<EnvVar> env = new ArrayList<>();
        private final List<EnvFromSource> envFrom = new ArrayList<>();
        private final List<Volume> volumes = new ArrayList<>();
        private final List<VolumeMount> mounts = new ArrayList<>();

        /** @param prefix of names, which tells one repository's from another's */
        Collected(String prefix) {
            this.prefix = prefix;
        }

        void repository(RepositorySpec spec) {
            String claim = spec.claimName();
            env("REPOSITORY", (claim == null ? "" : "/" + prefix + CLAIM_MOUNT) + spec.address());
            env("PASSWORD_FILE", secretFile("password", spec.password()));
            if (spec.certificateAuthority() != null) {
                env("CACERT", secretFile("certificate-authority", spec.certificateAuthority()));
            }
            if (claim != null) {
                claim(claim);
            }
            if (spec.credentialsSecret() != null) {
                envFrom.add(new EnvFromSourceBuilder()
                        .withPrefix(prefix.isEmpty() ? null : variable(""))
                        .withNewSecretRef(spec.credentialsSecret(), false)
                        .build());
            }
        }

        private String variable(String name) {
            return "MOWS_BACKUP_" + prefix.toUpperCase(Locale.ROOT).replace('-', '_') + name;
        }

        private void env(String name, String value) {
            env.add(new EnvVar(variable(name), value, null));
        }

        /** Mounts one key of a secret. @return the file */
        private String secretFile(String name, SecretKey secret) {
            String named = prefix + name;
            volumes.add(new VolumeBuilder()
                    .withName(named)
                    .withNewSecret()
                    .withSecretName(secret.name())
                    .addNewItem(secret.key(), null, name)
                    .endSecret()
                    .build());
            mounts.add(new VolumeMountBuilder()
                    .withName(named)
                    .withMountPath(SECRETS + named)
                    .withReadOnly(true)
                    .build());
            return SECRETS + named + "/" + name;
        }

        private void claim(String claim) {
            volumes.add(new VolumeBuilder()
                    .withName(prefix + CLAIM_MOUNT)
                    .withNewPersistentVolumeClaim(claim, false)
                    .build());
            mounts.add(new VolumeMountBuilder()
                    .withName(prefix + CLAIM_MOUNT)
                    .withMountPath("/" + prefix + CLAIM_MOUNT)
                    .build());
        }

        Collected and(Collected other) {
            Collected both = new Collected(prefix);
            for (Collected each : List.of(this, other)) {
                both.env.addAll(each.env);
                both.envFrom.addAll(each.envFrom);
                both.volumes.addAll(each.volumes);
                both.mounts.addAll(each.mounts);
            }
            return both;
        }

        RepositoryAccess access(List<String> arguments) {
            return new RepositoryAccess(arguments, env, envFrom, volumes, mounts);
        }
    }
}
