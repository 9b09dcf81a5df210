package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.option.UsageException;
import cloud.mows.backup.app.cli.session.CliCommand;
import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.app.cli.text.Formats;
import cloud.mows.backup.app.cli.text.Json;
import cloud.mows.backup.core.engine.Engine;
import cloud.mows.backup.core.engine.LockNeed;
import cloud.mows.backup.core.id.SnapshotId;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.prune.ForgetReport;
import cloud.mows.backup.core.retain.Candidate;
import cloud.mows.backup.core.retain.KeepPolicy;
import cloud.mows.backup.core.retain.Kept;
import cloud.mows.backup.core.retain.RetentionPlan;
import cloud.mows.backup.core.snapshot.SavedSnapshot;
import cloud.mows.backup.core.snapshot.SnapshotGrouping;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

public final class Forget implements CliCommand {
    private final FilterOptions filter = new FilterOptions();
    private final KeepOptions keep = new KeepOptions();
    private final PruneFlags prune = new PruneFlags();
    private final List<String> names = new ArrayList<>();
    private SnapshotGrouping grouping = SnapshotGrouping.HOST_AND_PATHS;
    private boolean compact;
    private boolean dryRun;
    private boolean prunes;
    private boolean removeAll;

    @Override
    public void declare(OptionSet options) {
        options.about(
                        "Removes snapshots: those named, or all that no --keep option asks to keep. Each group of host and"
                                + " paths is decided on its own.")
                .about(
                        "The exit code is 3 if the storage refuses to remove some of them: the others are removed, and nothing is"
                                + " pruned.")
                .about("The data stays until it is pruned: with --prune at once, else by 'mows-backup prune'.")
                .example("mows-backup forget --keep-daily 7 --keep-weekly 5 --keep-monthly 12 --prune")
                .example("mows-backup forget --keep-last 3 --dry-run")
                .example("mows-backup forget 1c44de8e")
                .arguments("<snapshot>", 0, Integer.MAX_VALUE, names::add);
        keep.declare(options);
        // Restic has -H here for --keep-hourly.
        filter.declareWithoutShortNames(options);
        options.flag("-c, --compact", "Leave the paths out.", () -> compact = true)
                .value(
                        "-g, --group-by",
                        "<host,paths,tags>",
                        "Decide for each group by these (default: host,paths; '' for one group).",
                        value -> grouping = SnapshotGrouping.parse(value))
                .flag("-n, --dry-run", "Only show what would be removed.", () -> dryRun = true)
                .flag(
                        "--unsafe-allow-remove-all",
                        "Allow that no snapshot of a group is kept; only with --host, --tag or --path.",
                        () -> removeAll = true)
                .flag("--prune", "Remove what no snapshot needs any more.", () -> prunes = true);
        prune.declare(options);
    }

    @Override
    public int run(Session session) throws IOException {
        if (names.isEmpty()
                && removeAll
                && !filter.isGiven(session)
                && keep.policy().isEmpty()) {
            throw new UsageException(
                    "--unsafe-allow-remove-all alone would remove every snapshot of every host: say which ones with --host,"
                            + " --tag or --path");
        }
        session.requireLocking("forget", dryRun);
        try (Engine engine = session.openToChange(LockNeed.EXCLUSIVE, dryRun)) {
            List<SavedSnapshot> found = filter.find(session, engine, names);
            List<Group> groups = names.isEmpty() ? decide(session, found) : List.of();
            List<SavedSnapshot> removed = names.isEmpty()
                    ? groups.stream().flatMap(group -> group.remove().stream()).toList()
                    : found;
            if (session.json() && names.isEmpty()) {
                session.print(json(groups));
            } else if (!session.json()) {
                groups.forEach(group -> group.print(session, grouping, compact));
            }
            remove(session, engine, removed.stream().map(SavedSnapshot::id).toList());
        }
        return 0;
    }

    private void remove(Session session, Engine engine, List<SnapshotId> ids) {
        ForgetReport report = engine.forget(ids, dryRun);
        if (!ids.isEmpty() && dryRun) {
            session.say("Would have removed the following snapshots:");
            session.say("{"
                    + String.join(" ", ids.stream().map(SnapshotId::toString).toList()) + "}");
            session.say("");
        } else if (!ids.isEmpty()) {
            session.say("removed " + Formats.count(report.removed().size(), "snapshot"));
        }
        if (!report.refused().isEmpty()) {
            report.refused().forEach((id, why) -> session.warn("snapshot " + id + " could not be removed: " + why));
            throw new BackupException(
                    ProblemCode.REMOVAL_REFUSED,
                    "the storage refused to remove " + report.refused().size() + " of "
                            + Formats.count(ids.size(), "snapshot"),
                    "check what it permits, and for how long it keeps files; nothing was pruned");
        }
        if (prunes && !ids.isEmpty()) {
            Set<SnapshotId> ignored = dryRun ? new LinkedHashSet<>(ids) : Set.of();
            prune.run(session, engine, ignored, dryRun);
        }
    }

    private List<Group> decide(Session session, List<SavedSnapshot> found) {
        KeepPolicy policy = keep.policy();
        List<Group> groups = new ArrayList<>();
        Map<SnapshotId, SavedSnapshot> byId = new HashMap<>();
        found.forEach(saved -> byId.put(saved.id(), saved));
        Map<SnapshotGrouping.Key, List<SavedSnapshot>> grouped = grouping.group(found);
        if (grouped.isEmpty()) {
            RetentionPlan.decide(List.of(), policy, session.console().clock().instant(), allowance(session));
        }
        grouped.forEach((key, members) -> {
            List<Candidate> candidates = members.stream()
                    .map(saved -> new Candidate(
                            saved.id(),
                            saved.snapshot().localTime(),
                            saved.snapshot().tags()))
                    .toList();
            RetentionPlan plan = RetentionPlan.decide(
                    candidates, policy, session.console().clock().instant(), allowance(session));
            Map<SavedSnapshot, List<String>> kept = new LinkedHashMap<>();
            for (Kept one : plan.keep()) {
                kept.put(byId.get(one.candidate().id()), one.reasons());
            }
            groups.add(new Group(
                    key,
                    kept,
                    plan.remove().stream()
                            .map(candidate -> byId.get(candidate.id()))
                            .toList()));
        });
        session.say("Applying Policy: " + policy);
        return groups;
    }

    /** Without a filter also a policy that keeps nothing, as tags that no snapshot has, would empty the repository. */
    private RetentionPlan.RemoveAll allowance(Session session) {
        return removeAll && filter.isGiven(session) ? RetentionPlan.RemoveAll.ALLOWED : RetentionPlan.RemoveAll.REFUSED;
    }

    /** @param kept newest first, with reasons */
    private record Group(SnapshotGrouping.Key key, Map<SavedSnapshot, List<String>> kept, List<SavedSnapshot> remove) {
        void print(Session session, SnapshotGrouping grouping, boolean compact) {
            if (!grouping.equals(SnapshotGrouping.NONE)) {
                session.print(SnapshotTable.groupHead(grouping, key));
                session.print("");
            }
            if (!kept.isEmpty()) {
                session.print("keep " + kept.size() + " snapshots:");
                new SnapshotTable(session, compact, kept).print(List.copyOf(kept.keySet()));
                session.print("");
            }
            if (!remove.isEmpty()) {
                session.print("remove " + remove.size() + " snapshots:");
                new SnapshotTable(session, compact, Map.of()).print(remove);
                session.print("");
            }
        }
    }

    private String json(List<Group> groups) {
        Json json = new Json().beginArray();
        for (Group group : groups) {
            json.beginObject()
                    .field("tags", grouping.byTags() ? group.key().tags() : null)
                    .field("host", group.key().host())
                    .field("paths", grouping.byPaths() ? group.key().paths() : null)
                    .name("keep")
                    .raw(SnapshotJson.orNull(List.copyOf(group.kept().keySet())))
                    .name("remove")
                    .raw(SnapshotJson.orNull(group.remove()))
                    .name("reasons");
            if (group.kept().isEmpty()) {
                json.raw("null");
            } else {
                json.beginArray();
                group.kept()
                        .forEach((saved, reasons) -> json.beginObject()
                                .name("snapshot")
                                .raw(SnapshotJson.of(saved))
                                .field("matches", reasons)
                                .endObject());
                json.endArray();
            }
            json.endObject();
        }
        return json.endArray().toString();
    }
}
