package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.core.retain.KeepDuration;
import cloud.mows.backup.core.retain.KeepPolicy;
import cloud.mows.backup.core.retain.KeepPolicyBuilder;
import cloud.mows.backup.core.retain.TagList;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** The {@code --keep-…} options of {@code forget}. */
final class KeepOptions {
    private final KeepPolicyBuilder policy = KeepPolicy.builder();
    private final List<TagList> tags = new ArrayList<>();

    void declare(OptionSet options) {
        count(options, "-l, --keep-last", "Keep the last n snapshots; -1 or 'unlimited' keeps all.", policy::last);
        count(options, "-H, --keep-hourly", "Keep the last of each of the last n hours that have one.", policy::hourly);
        count(options, "-d, --keep-daily", "The same for days.", policy::daily);
        count(options, "-w, --keep-weekly", "The same for weeks.", policy::weekly);
        count(options, "-m, --keep-monthly", "The same for months.", policy::monthly);
        count(options, "-y, --keep-yearly", "The same for years.", policy::yearly);
        within(options, "--keep-within", "Keep all that are not older than the newest by more.", policy::within);
        within(options, "--keep-within-hourly", "Of those, the last of each hour.", policy::withinHourly);
        within(options, "--keep-within-daily", "The same for days.", policy::withinDaily);
        within(options, "--keep-within-weekly", "The same for weeks.", policy::withinWeekly);
        within(options, "--keep-within-monthly", "The same for months.", policy::withinMonthly);
        within(options, "--keep-within-yearly", "The same for years.", policy::withinYearly);
        options.value(
                "--keep-tag",
                "<tag,tag…>",
                "Keep all that have all of these tags; can be given several times.",
                value -> tags.add(TagList.parse(value)));
    }

    private static void count(OptionSet options, String names, String description, IntConsumer set) {
        options.value(names, "<n>", description, value -> set.accept(count(value)));
    }

    private static int count(String text) {
        if (text.equals("unlimited")) {
            return KeepPolicy.UNLIMITED;
        }
        try {
            int count = Integer.parseInt(text);
            if (count >= KeepPolicy.UNLIMITED) {
                return count;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is no number and not 'unlimited'", e);
        }
        throw new IllegalArgumentException("negative values other than -1 are not allowed");
    }

    private static void within(OptionSet options, String name, String description, Consumer<KeepDuration> set) {
        options.value(name, "<1y2m3d4h>", description, value -> set.accept(KeepDuration.parse(value)));
    }

    KeepPolicy policy() {
        return policy.tags(tags).build();
    }
}
