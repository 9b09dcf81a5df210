package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.option.UsageException;
import cloud.mows.backup.app.cli.session.CliCommand;
import cloud.mows.backup.app.cli.session.SecondRepository;
import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.app.cli.text.Formats;
import cloud.mows.backup.app.cli.text.Json;
import cloud.mows.backup.core.copy.CopyObserver;
import cloud.mows.backup.core.engine.Engine;
import cloud.mows.backup.core.engine.LockNeed;
import cloud.mows.backup.core.snapshot.SavedSnapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a Job of the controller runs to carry restore points on to a second place: a line of JSON for each that is there at the end, and one
 * more that says how many these are, without which the list is not whole. The two repositories need not trust each other: neither is
 * shown the other's credentials.
 */
public final class MoverCopy implements CliCommand {
    private final SecondRepository from = SecondRepository.withOwnAccess();
    private final Set<String> wanted = new HashSet<>();
    private String name = "";

    @Override
    public void declare(OptionSet options) {
        options.about(
                        "Copies restore points from $MOWS_BACKUP_FROM_REPOSITORY for the controller, and prints them as JSON.")
                .value("--from-name", "<name>", "How the controller calls it.", value -> name = value)
                .arguments("<snapshot>", 0, Integer.MAX_VALUE, wanted::add);
    }

    @Override
    public int run(Session session) throws IOException {
        if (!from.isNamed(session.environment()) || wanted.isEmpty()) {
            throw new UsageException("mover copy needs $MOWS_BACKUP_FROM_REPOSITORY and the ids of snapshots in it");
        }
        Map<String, String> there = new HashMap<>();
        try (Engine source = session.openSecond(from, LockNeed.SHARED);
                Engine target = session.openToChange(LockNeed.SHARED, false)) {
            // One that was forgotten meanwhile is no failure: what is wanted now is decided anew.
            List<SavedSnapshot> selected = new ArrayList<>();
            for (SavedSnapshot snapshot : source.snapshots().all()) {
                if (wanted.contains(snapshot.id().hex())) {
                    selected.add(snapshot);
                }
            }
            session.say("copying " + Formats.count(selected.size(), "restore point") + " from Repository " + name);
            target.copyFrom(source, selected, new Found(there));
        }
        there.forEach((original, copy) -> session.print(new Json()
                .beginObject()
                .field("message_type", "copy")
                .field("original", original)
                .field("snapshot_id", copy)
                .endObject()));
        session.print(new Json()
                .beginObject()
                .field("message_type", "end")
                .field("copies", there.size())
                .endObject());
        return 0;
    }

    private record Found(Map<String, String> there) implements CopyObserver {
        @Override
        public void skipped(SavedSnapshot snapshot, SavedSnapshot copy) {
            there.put(snapshot.id().hex(), copy.id().hex());
        }

        @Override
        public void saved(SavedSnapshot snapshot, SavedSnapshot copy) {
            there.put(snapshot.id().hex(), copy.id().hex());
        }
    }
}
