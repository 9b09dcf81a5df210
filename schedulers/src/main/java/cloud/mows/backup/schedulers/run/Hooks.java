package cloud.mows.backup.schedulers.run;

import cloud.mows.backup.cluster.api.Cluster;
import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.backup.BackupPhase;
import cloud.mows.backup.crds.backup.BackupStatus;
import cloud.mows.backup.crds.backup.Hold;
import cloud.mows.backup.crds.backup.HookOutcome;
import cloud.mows.backup.crds.backup.RunPlan;
import cloud.mows.backup.crds.policy.Hook;
import cloud.mows.backup.crds.policy.HookCommand;
import cloud.mows.backup.crds.policy.OnError;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes the containers of an app hold still while its snapshots are taken, and lets go of them. Where stands in the status before the
 * first command is started, so whoever goes on with the run knows what may be holding still. A command may run twice.
 */
final class Hooks {
    /** Pods that are being replaced are waited for. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final int HOLDS_MAX = 256;

    /** An app that is not let go of stands still: what failed once may work a moment later. */
    private static final int POST_ATTEMPTS = 3;

    private static final Duration POST_PAUSE = Duration.ofSeconds(10);

    private final Cluster cluster;
    private final HookRunner runner;

    Hooks(Cluster cluster, InstantSource clock) {
        this.cluster = cluster;
        this.runner = new HookRunner(cluster, clock);
    }

    /** Finds the containers. Without any pod there is nothing to hold; a hook for none of several cannot be what is meant. */
    void plan(String namespace, List<Hook> hooks, StatusDraft draft) {
        if (hooks.isEmpty()) {
            return;
        }
        HookPods pods = HookPods.of(cluster, namespace);
        List<Hold> holds = new ArrayList<>();
        for (Hook hook : hooks) {
            List<HookPods.Place> places = pods.places(hook);
            if (places.isEmpty() && !pods.isEmpty()) {
                fail(
                        draft,
                        "hook " + hook.name() + ": none of the pods that run in namespace " + namespace
                                + " is one of its, with its container running");
                return;
            }
            places.forEach(
                    place -> holds.add(new Hold(hook.name(), place.pod(), place.container(), draft.now(), null, null)));
        }
        if (holds.size() > HOLDS_MAX) {
            fail(
                    draft,
                    "its hooks would run in " + holds.size() + " containers, and at most " + HOLDS_MAX
                            + " can be held");
            return;
        }
        draft.holds(holds);
    }

    private static void fail(StatusDraft draft, String why) {
        draft.phase(BackupPhase.FAILED, why);
        draft.condition("Complete", false, "HookFailed", why);
    }

    /**
     * Runs what has to run before the snapshots.
     *
     * @param giveUpAt when the app is let go of whatever is missing
     * @return whether the snapshots can be taken; if not, the run has failed or has to be tried again
     */
    boolean hold(Backup backup, Instant giveUpAt, StatusDraft draft) {
        for (int i = 0; i < draft.holds().size(); i++) {
            Hold hold = draft.holds().get(i);
            Hook hook = hook(hold, draft.plan());
            if (hook.pre() == null || hold.pre() != null) {
                continue;
            }
            Optional<Hold> ran = runner.run(backup, hook, hold, hook.pre(), giveUpAt, draft)
                    .map(attempt -> attempt.hold().withPre(attempt.outcome()));
            if (ran.isEmpty()) {
                draft.message(words(hold, "pre") + ": waits for its pod");
                return false;
            }
            draft.hold(i, ran.get());
            if (fails(ran.get().pre(), hook.pre())) {
                fail(draft, told(ran.get(), "pre", ran.get().pre()));
                return false;
            }
        }
        return true;
    }

    /** Runs what has to run after them, as far as it has not: the last made to hold still first. */
    void release(Backup backup, StatusDraft draft) {
        for (int i = draft.holds().size() - 1; i >= 0; i--) {
            Hold hold = draft.holds().get(i);
            Hook hook = hook(hold, draft.plan());
            if (!isOpen(hold, hook) || isTooEarly(hold.post(), draft.now())) {
                continue;
            }
            int at = i;
            Instant giveUpAt = hold.since()
                    .plusSeconds(draft.plan().snapshotDeadlineSeconds())
                    .plus(PATIENCE);
            runner.run(backup, hook, hold, Objects.requireNonNull(hook.post()), giveUpAt, draft)
                    .ifPresent(attempt -> draft.hold(at, attempt.hold().withPost(counted(attempt, hold.post()))));
        }
    }

    private static HookOutcome counted(HookRunner.Attempt attempt, @Nullable HookOutcome before) {
        HookOutcome now = attempt.outcome();
        int attempts = before == null ? 1 : 1 + Objects.requireNonNull(before.attempts());
        boolean again = now.error() != null && attempt.hasPod() && attempts < POST_ATTEMPTS;
        return now.withAttempts(attempts, again ? now.completionTime().plus(POST_PAUSE) : null);
    }

    private static boolean isOpen(Hold hold, Hook hook) {
        return hook.post() != null && (hold.post() == null || hold.post().nextAttemptTime() != null);
    }

    private static boolean isTooEarly(@Nullable HookOutcome failed, Instant now) {
        return failed != null && failed.nextAttemptTime() != null && now.isBefore(failed.nextAttemptTime());
    }

    /** Whether nothing may be holding still any more. */
    static boolean areReleased(BackupStatus status) {
        return status.plan() == null
                || status.holds().stream().noneMatch(hold -> isOpen(hold, hook(hold, status.plan())));
    }

    private static Hook hook(Hold hold, RunPlan plan) {
        return plan.hooks().stream()
                .filter(hook -> hook.name().equals(hold.hook()))
                .findFirst()
                .orElseThrow();
    }

    /** What the ledger is to say: nothing of those that did their work. */
    static List<HookEntry> entries(StatusDraft draft) {
        List<HookEntry> entries = new ArrayList<>();
        for (Hook hook : draft.plan().hooks()) {
            List<Hold> own = draft.holds().stream()
                    .filter(hold -> hold.hook().equals(hook.name()))
                    .toList();
            if (own.isEmpty()) {
                entries.add(HookEntry.idle(hook));
            }
            for (Hold hold : own) {
                entry(hold, "pre", hold.pre(), hook.pre()).ifPresent(entries::add);
                entry(hold, "post", hold.post(), hook.post()).ifPresent(entries::add);
            }
        }
        return entries;
    }

    private static Optional<HookEntry> entry(
            Hold hold, String when, @Nullable HookOutcome outcome, @Nullable HookCommand command) {
        return outcome == null || outcome.error() == null || command == null
                ? Optional.empty()
                : Optional.of(new HookEntry(
                        hold.hook(),
                        command.onError() == OnError.CONTINUE ? Optional.of("onError: Continue") : Optional.empty(),
                        told(hold, when, outcome)));
    }

    private static boolean fails(@Nullable HookOutcome outcome, HookCommand command) {
        return outcome != null && outcome.error() != null && command.onError() == OnError.FAIL;
    }

    private static String told(Hold hold, String when, @Nullable HookOutcome outcome) {
        HookOutcome ended = Objects.requireNonNull(outcome);
        String said = ended.output() == null ? "" : ": " + ended.output();
        int attempts = Objects.requireNonNull(ended.attempts());
        String often = attempts > 1 ? ", the last of " + attempts + " times" : "";
        return words(hold, when) + often + ": " + ended.error() + said;
    }

    private static String words(Hold hold, String when) {
        return "hook " + hold.hook() + ", " + when + " in " + hold.pod() + "/" + hold.container();
    }
}
