package cloud.mows.backup.cluster.mover;

import cloud.mows.backup.cluster.volume.VolumeMode;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.List;
import java.util.Objects;

/** A run of our program that brings something back from a repository. Its Job goes with the object that wants it. */
public sealed interface RestoreTask {
    MoverTask.Identity identity();

    /** Of the program, with its arguments: what reads the repository, and has no rights in the cluster. */
    List<String> command();

    RepositoryAccess repository();

    /** After which it is stopped, retries included. */
    long deadlineSeconds();

    /** The object of our namespace that the Job goes with. */
    OwnerReference goesWith();

    /**
     * Fills a volume.
     *
     * @param claim of our namespace
     * @param path where the command finds the volume: its folder, or the device itself
     */
    record IntoVolume(
            MoverTask.Identity identity,
            List<String> command,
            RepositoryAccess repository,
            long deadlineSeconds,
            OwnerReference goesWith,
            String claim,
            VolumeMode mode,
            String path)
            implements RestoreTask {
        public IntoVolume {
            command = List.copyOf(command);
            Objects.requireNonNull(claim, "claim");
            Objects.requireNonNull(mode, "mode");
            Objects.requireNonNull(path, "path");
        }
    }

    /**
     * Fills a folder in memory, and then runs the program once more, with rights in the cluster and without the repository's secrets.
     *
     * @param folder empty at the beginning
     * @param serviceAccount whose rights
     * @param andThen what is run then, which tells the outcome
     */
    record IntoCluster(
            MoverTask.Identity identity,
            List<String> command,
            RepositoryAccess repository,
            long deadlineSeconds,
            OwnerReference goesWith,
            String folder,
            String serviceAccount,
            List<String> andThen)
            implements RestoreTask {
        public IntoCluster {
            command = List.copyOf(command);
            andThen = List.copyOf(andThen);
            Objects.requireNonNull(folder, "folder");
            Objects.requireNonNull(serviceAccount, "serviceAccount");
        }
    }
}
