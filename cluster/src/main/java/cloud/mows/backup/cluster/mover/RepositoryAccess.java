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
    private static final String CLAIM_MOUNT = "/repository";

    public RepositoryAccess {
        arguments = List.copyOf(arguments);
        env = List.copyOf(env);
        envFrom = List.copyOf(envFrom);
        volumes = List.copyOf(volumes);
        mounts = List.copyOf(mounts);
    }

    /** Whether it lies on a volume of the cluster. */
    boolean isMounted() {
        return mounts.stream().anyMatch(mount -> mount.getMountPath().equals(CLAIM_MOUNT));
    }

    /** @param runsMax how many may use the repository at the same time, which share its limits */
    public static RepositoryAccess to(Repository repository, int runsMax) {
        RepositorySpec spec = repository.getSpec();
        Collected found = new Collected();
        found.env("MOWS_BACKUP_REPOSITORY", (spec.claimName() == null ? "" : CLAIM_MOUNT) + spec.address());
        found.env("MOWS_BACKUP_PASSWORD_FILE", found.secretFile("password", spec.password()));
        if (spec.certificateAuthority() != null) {
            found.env("MOWS_BACKUP_CACERT", found.secretFile("certificate-authority", spec.certificateAuthority()));
        }
        if (spec.claimName() != null) {
            found.claim(spec.claimName());
        }
        return new RepositoryAccess(
                limits(spec.limits(), runsMax),
                found.env,
                spec.credentialsSecret() == null
                        ? List.of()
                        : List.of(new EnvFromSourceBuilder()
                                .withNewSecretRef(spec.credentialsSecret(), false)
                                .build()),
                found.volumes,
                found.mounts);
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
        private final List<EnvVar> env = new ArrayList<>();
        private final List<Volume> volumes = new ArrayList<>();
        private final List<VolumeMount> mounts = new ArrayList<>();

        void env(String name, String value) {
            env.add(new EnvVar(name, value, null));
        }

        /** Mounts one key of a secret. @return the file */
        String secretFile(String name, SecretKey secret) {
            volumes.add(new VolumeBuilder()
                    .withName(name)
                    .withNewSecret()
                    .withSecretName(secret.name())
                    .addNewItem(secret.key(), null, name)
                    .endSecret()
                    .build());
            mounts.add(new VolumeMountBuilder()
                    .withName(name)
                    .withMountPath(SECRETS + name)
                    .withReadOnly(true)
                    .build());
            return SECRETS + name + "/" + name;
        }

        void claim(String claim) {
            volumes.add(new VolumeBuilder()
                    .withName("repository")
                    .withNewPersistentVolumeClaim(claim, false)
                    .build());
            mounts.add(new VolumeMountBuilder()
                    .withName("repository")
                    .withMountPath(CLAIM_MOUNT)
                    .build());
        }
    }
}
