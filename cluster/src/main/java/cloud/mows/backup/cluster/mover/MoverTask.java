package cloud.mows.backup.cluster.mover;

import cloud.mows.backup.cluster.api.ManagedBy;
import cloud.mows.backup.cluster.api.ShortHash;
import cloud.mows.backup.cluster.volume.VolumeMode;
import io.fabric8.kubernetes.api.model.NodeSelector;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One run of our program.
 *
 * @param identity of the task; equal ones are the same task
 * @param command of the program, with its arguments
 * @param inputs volumes to read
 * @param feeder what sends the command what it saves
 * @param nodes where it has to run, beside what the scheduler knows of its volumes
 * @param deadlineSeconds after which it is stopped, retries included
 * @param goesWith the object with which the cluster removes its Job: one of our namespace, or of none
 */
public record MoverTask(
        Identity identity,
        List<String> command,
        RepositoryAccess repository,
        List<Input> inputs,
        Optional<Feeder> feeder,
        Optional<NodeSelector> nodes,
        long deadlineSeconds,
        Optional<OwnerReference> goesWith) {
    public MoverTask {
        Objects.requireNonNull(identity, "identity");
        command = List.copyOf(command);
        inputs = List.copyOf(inputs);
    }

    public MoverTask(
            Identity identity,
            List<String> command,
            RepositoryAccess repository,
            List<Input> inputs,
            Optional<Feeder> feeder,
            Optional<NodeSelector> nodes,
            long deadlineSeconds) {
        this(identity, command, repository, inputs, feeder, nodes, deadlineSeconds, Optional.empty());
    }

    /**
     * A run of our program in a container beside that of the command, with rights in the cluster, but without the repository's secrets. The
     * command, which has them, has no rights. The Job has succeeded when both have.
     *
     * @param command sends an archive to a port of the pod's loopback interface, at which the task's own command listens
     * @param serviceAccount whose rights
     */
    public record Feeder(List<String> command, String serviceAccount) {
        public Feeder {
            command = List.copyOf(command);
        }
    }

    /**
     * A claim of our namespace, to be read.
     *
     * @param path where the command finds it: its folder, or the device itself
     */
    public record Input(String claim, VolumeMode mode, String path) {}

    /**
     * What a task is for.
     *
     * @param owner uid of the object that wants it done
     * @param what with what, unique for the owner
     */
    public record Identity(String owner, String what) {
        /** Selects everything that belongs to an owner. */
        public static final String OWNER_LABEL = "backup.k8s.mows.cloud/mover-for";

        public Identity {
            Objects.requireNonNull(owner, "owner");
            Objects.requireNonNull(what, "what");
        }

        /** Of the Job; short enough for its pods' names, which are longer. */
        public String name() {
            return "mows-" + ShortHash.of(owner + "/" + what);
        }

        public Map<String, String> labels() {
            return ManagedBy.with(Map.of(OWNER_LABEL, owner));
        }
    }
}
