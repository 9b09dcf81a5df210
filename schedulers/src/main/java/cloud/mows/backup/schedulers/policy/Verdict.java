package cloud.mows.backup.schedulers.policy;

import cloud.mows.backup.crds.meta.Condition;
import cloud.mows.backup.crds.meta.ConditionStatus;
import java.time.Instant;
import java.util.List;

/**
 * What is found of a document.
 *
 * @param type of the condition, as {@code Granted}
 * @param reason one word for programs
 * @param message a sentence for people
 */
public record Verdict(String type, ConditionStatus status, String reason, String message) {
    private static final int MESSAGE_MAX = 4096;

    public Verdict {
        if (message.length() > MESSAGE_MAX) {
            message = message.substring(0, MESSAGE_MAX - 1) + "…";
        }
    }

    public static Verdict yes(String type, String reason, String message) {
        return new Verdict(type, ConditionStatus.TRUE, reason, message);
    }

    public static Verdict no(String type, String reason, String message) {
        return new Verdict(type, ConditionStatus.FALSE, reason, message);
    }

    public boolean holds() {
        return status == ConditionStatus.TRUE;
    }

    /**
     * As it stands in the status.
     *
     * @param before the conditions that stand there now: the time of transition stays unless the status is another
     */
    public Condition condition(List<Condition> before, Instant now, long generation) {
        Instant since = before.stream()
                .filter(old -> old.type().equals(type) && old.status() == status)
                .map(Condition::lastTransitionTime)
                .findFirst()
                .orElse(now);
        return new Condition(type, status, reason, message, since, generation);
    }
}
