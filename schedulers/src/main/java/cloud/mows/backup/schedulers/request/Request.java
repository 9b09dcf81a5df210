package cloud.mows.backup.schedulers.request;

import cloud.mows.backup.crds.grant.BackupGrantSpec;
import cloud.mows.backup.crds.policy.BackupPolicy;
import cloud.mows.backup.schedulers.policy.Governance.Standing;
import cloud.mows.backup.schedulers.policy.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a BackupPolicy asks for.
 *
 * @param standing what became of it so far
 * @param differences between what governs now and what would
 * @param less what would be protected less than now, a clause for each
 * @param grant the narrowest one that covers it; empty if there can be none
 * @param obstacle why there can be none
 * @param ready whether backups could run then as they are meant to
 */
public record Request(
        BackupPolicy policy,
        Standing standing,
        List<Difference> differences,
        List<String> less,
        Optional<BackupGrantSpec> grant,
        String obstacle,
        Optional<Verdict> ready) {
    public Request {
        differences = List.copyOf(differences);
        less = List.copyOf(less);
    }

    public enum State {
        /** Nobody has decided yet, or a grant is too narrow. */
        WAITING,
        DENIED,
        /** It cannot be approved as it is. */
        UNUSABLE,
        GRANTED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** {@code namespace/name} */
    public String name() {
        return standing.namespace() + "/" + standing.name();
    }

    /** Of the grant that is made for it. No namespace has a dot in its name, so no two requests share one. */
    public String grantName() {
        return standing.namespace() + "." + standing.name();
    }

    /** What gives the controller the right to run its hooks: grants are not rights. Empty if it has none. */
    public Optional<String> hookRights() {
        return policy.getSpec().hooks().isEmpty()
                ? Optional.empty()
                : Optional.of("kubectl create rolebinding mows-backup-hooks --namespace " + standing.namespace()
                        + " --clusterrole mows-backup-hooks --serviceaccount mows-backup:mows-backup-controller");
    }

    /** Why it is in its state, in a sentence. */
    public String why() {
        return state() == State.UNUSABLE && !standing.isUnusable()
                ? obstacle
                : standing.granted().message();
    }

    public State state() {
        return standing.granted().holds()
                ? State.GRANTED
                : standing.isDenied()
                        ? State.DENIED
                        : standing.isUnusable() || grant.isEmpty() ? State.UNUSABLE : State.WAITING;
    }
}
