package cloud.mows.backup.schedulers.request;

import cloud.mows.backup.crds.meta.Selector;
import cloud.mows.backup.crds.meta.SelectorRequirement;
import cloud.mows.backup.crds.policy.Hook;
import cloud.mows.backup.crds.policy.HookCommand;
import cloud.mows.backup.crds.policy.ObjectRule;
import cloud.mows.backup.crds.policy.OnError;
import cloud.mows.backup.crds.policy.Retention;
import cloud.mows.backup.crds.policy.RuleAction;
import cloud.mows.backup.crds.policy.VolumeRule;
import cloud.mows.backup.schedulers.policy.AppSettings;
import cloud.mows.backup.schedulers.policy.AppSettings.Ruled;
import cloud.mows.backup.schedulers.policy.EffectivePolicy;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How an app is backed up, one statement for everything that can be asked for. */
final class Statements {
    private final List<Statement> statements = new ArrayList<>();

    private Statements() {}

    /** @param claims of the app */
    static List<Statement> of(EffectivePolicy effective, Collection<PersistentVolumeClaim> claims) {
        return switch (effective) {
            case EffectivePolicy.Excluded(String by, String reason) ->
                List.of(new Statement("policy", by + " leaves the namespace out: " + reason));
            case EffectivePolicy.ByPolicy(String _, String _, AppSettings settings) -> of(settings, claims);
            case EffectivePolicy.ByDefault(AppSettings settings) -> of(settings, claims);
        };
    }

    static List<Statement> of(AppSettings settings, Collection<PersistentVolumeClaim> claims) {
        Statements made = new Statements();
        made.say("policy", settings.by());
        made.say("schedule", ScheduleWords.of(settings.timetable()));
        settings.suspended().ifPresent(by -> made.say("suspended", by + ": no backup starts by the schedule"));
        settings.targets().forEach(to -> made.say("repository", to.repository() + ", " + keeps(to.retention())));
        settings.copies()
                .forEach(to -> made.say(
                        "copy", to.repository() + ", " + keeps(to.retention()) + ScheduleWords.only(to.hours())));
        claims.stream()
                .sorted(Comparator.comparing(claim -> claim.getMetadata().getName()))
                .forEach(claim -> made.say("volume", volume(settings, claim)));
        settings.volumes().forEach(rule -> made.say("volume rule", rule(rule)));
        settings.objects().forEach(rule -> made.say("object rule", objects(rule)));
        settings.hooks().forEach(made::hook);
        if (!settings.hooks().isEmpty()) {
            made.say("standstill", "for at most " + words(settings.holdDeadline()));
        }
        made.say("time limit", words(settings.activeDeadline()) + " for each backup");
        return made.statements;
    }

    private void say(String topic, String words) {
        statements.add(new Statement(topic, words));
    }

    /** Whether a volume is left out. */
    static boolean leavesOut(AppSettings settings, PersistentVolumeClaim claim) {
        return settings.volume(
                        claim.getMetadata().getName(), claim.getMetadata().getLabels())
                .filter(ruled -> ruled.rule().action() == RuleAction.EXCLUDE)
                .isPresent();
    }

    private static String volume(AppSettings settings, PersistentVolumeClaim claim) {
        String name = claim.getMetadata().getName();
        return name + ", "
                + settings.volume(name, claim.getMetadata().getLabels())
                        .map(ruled -> fate(ruled.rule()))
                        .orElse("backed up");
    }

    private static String rule(Ruled<VolumeRule> ruled) {
        VolumeRule rule = ruled.rule();
        return selected(rule.names(), rule.labelSelector(), "all volumes") + ", " + fate(rule) + " (" + ruled.by()
                + ")";
    }

    private static String fate(VolumeRule rule) {
        if (rule.action() == RuleAction.EXCLUDE) {
            return "left out: " + rule.reason();
        }
        return "backed up"
                + (rule.excludeFiles().isEmpty() ? "" : " without " + String.join(", ", rule.excludeFiles()))
                + (rule.provider() == null ? "" : ", read by " + rule.provider().word());
    }

    /** Which objects it is about. */
    static String about(ObjectRule rule) {
        String kinds = rule.resources().isEmpty() ? "all objects" : String.join(", ", rule.resources());
        String which = rule.names().isEmpty() && rule.labelSelector() == null
                ? ""
                : " " + selected(rule.names(), rule.labelSelector(), "");
        return kinds + which;
    }

    private static String objects(Ruled<ObjectRule> ruled) {
        ObjectRule rule = ruled.rule();
        return about(rule) + ", "
                + (rule.action() == RuleAction.EXCLUDE ? "left out: " + rule.reason() : "backed up") + " (" + ruled.by()
                + ")";
    }

    private static String selected(List<String> names, @Nullable Selector selector, String all) {
        List<String> words = new ArrayList<>();
        if (!names.isEmpty()) {
            words.add(String.join(", ", names));
        }
        if (selector != null) {
            words.add("with " + labels(selector));
        }
        return words.isEmpty() ? all : String.join(" ", words);
    }

    private static String labels(Selector selector) {
        List<String> words = new ArrayList<>();
        new TreeMap<>(selector.matchLabels()).forEach((key, value) -> words.add(key + "=" + value));
        for (SelectorRequirement wish : selector.matchExpressions()) {
            words.add(wish.key() + " "
                    + wish.operator().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                    + (wish.values().isEmpty() ? "" : " " + String.join(", ", wish.values())));
        }
        return String.join(" and ", words);
    }

    private void hook(Hook hook) {
        String where = (hook.podSelector() == null ? "every pod" : "pods with " + labels(hook.podSelector()))
                + (hook.container() == null ? "" : ", container " + hook.container());
        command(hook, where, "before", hook.pre());
        command(hook, where, "after", hook.post());
    }

    private void command(Hook hook, String where, String when, @Nullable HookCommand command) {
        if (command != null) {
            say(
                    "hook",
                    hook.name() + ", " + when + " the snapshots in " + where + ": "
                            + command.command().stream().map(Statements::quoted).collect(Collectors.joining(" ")) + " ("
                            + words(Duration.ofSeconds(command.timeoutSeconds() == null ? 0 : command.timeoutSeconds()))
                            + (command.onError() == OnError.CONTINUE ? ", may fail)" : ")"));
        }
    }

    /** So that it is seen where an argument begins and ends. */
    private static String quoted(String argument) {
        return argument.matches("[-\\w./:=@%+,]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }

    static String keeps(Retention retention) {
        List<String> words = new ArrayList<>();
        count(words, "the last %d", retention.last());
        count(words, "%d hourly", retention.hourly());
        count(words, "%d daily", retention.daily());
        count(words, "%d weekly", retention.weekly());
        count(words, "%d monthly", retention.monthly());
        count(words, "%d yearly", retention.yearly());
        if (retention.within() != null) {
            words.add("all of " + retention.within());
        }
        return "keeps " + String.join(", ", words);
    }

    private static void count(List<String> to, String words, @Nullable Integer count) {
        if (count != null) {
            to.add(words.formatted(count));
        }
    }

    static String words(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds == 0 || seconds % 60 != 0) {
            return plural(seconds, "second");
        }
        return seconds % 3600 != 0
                ? plural(seconds / 60, "minute")
                : seconds % 86_400 != 0 || seconds < 2 * 86_400
                        ? plural(seconds / 3600, "hour")
                        : plural(seconds / 86_400, "day");
    }

    private static String plural(long count, String unit) {
        return count + " " + unit + (count == 1 ? "" : "s");
    }
}
