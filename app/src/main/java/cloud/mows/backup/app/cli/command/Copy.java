package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.option.UsageException;
import cloud.mows.backup.app.cli.session.CliCommand;
import cloud.mows.backup.app.cli.session.SecondRepository;
import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.app.cli.text.Formats;
import cloud.mows.backup.app.cli.text.Json;
import cloud.mows.backup.core.copy.CopyObserver;
import cloud.mows.backup.core.copy.CopyReport;
import cloud.mows.backup.core.engine.Engine;
import cloud.mows.backup.core.engine.LockNeed;
import cloud.mows.backup.core.snapshot.SavedSnapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

public final class Copy implements CliCommand {
    private final FilterOptions filter = new FilterOptions();
    private final SecondRepository from = new SecondRepository();
    private final List<String> names = new ArrayList<>();

    @Override
    public void declare(OptionSet options) {
        options.about("Copies snapshots of another repository into this one: those named, or all that the filter lets"
                        + " through. What was copied before is left out.")
                .example("mows-backup copy -r /mnt/offsite --from-repo /srv/backup")
                .arguments("<snapshot>", 0, Integer.MAX_VALUE, names::add);
        from.declare(options);
        from.declareNumbered(options);
        filter.declare(options);
    }

    @Override
    public int run(Session session) throws IOException {
        if (!from.isNamed(session.environment())) {
            throw new UsageException("--from-repo says where to copy from, and is missing");
        }
        boolean toSecond = from.isNumbered(session.environment());
        try (Engine source = toSecond ? session.open(LockNeed.SHARED) : session.openSecond(from, LockNeed.SHARED);
                Engine target = toSecond
                        ? session.openSecondToChange(from, LockNeed.SHARED)
                        : session.openToChange(LockNeed.SHARED, false);
                StepLine line = new StepLine(session)) {
            List<SavedSnapshot> selected = filter.find(session, source, names);
            CopyReport report = target.copyFrom(source, selected, new Progress(session, line));
            if (session.json()) {
                session.print(new Json()
                        .beginObject()
                        .field("message_type", "summary")
                        .field("snapshots_copied", report.copied().size())
                        .field("snapshots_skipped", report.skipped().size())
                        .field("blobs", report.blobs())
                        .field("stored_bytes", report.storedBytes())
                        .endObject());
            } else {
                session.say("copied " + Formats.count(report.copied().size(), "snapshot") + ", "
                        + report.skipped().size() + " were there already; stored "
                        + Formats.bytes(report.storedBytes()));
            }
        }
        return 0;
    }

    private static final class Progress implements CopyObserver {
        private final Session session;
        private final StepLine line;

        Progress(Session session, StepLine line) {
            this.session = session;
            this.line = line;
            line.begin("copying blobs", 0);
        }

        @Override
        public void examining(SavedSnapshot snapshot) {
            session.say(2, "reading snapshot " + snapshot.id());
        }

        @Override
        public void skipped(SavedSnapshot snapshot, SavedSnapshot copy) {
            session.say(2, "snapshot " + snapshot.id() + " is there as " + copy.id());
        }

        @Override
        public void planned(long blobs, long bytes) {
            line.expectMore(blobs);
        }

        @Override
        public void copied(long plainBytes) {
            line.advance(1, plainBytes);
        }

        @Override
        public void saved(SavedSnapshot snapshot, SavedSnapshot copy) {
            session.say("snapshot " + snapshot.id() + " copied as " + copy.id());
        }
    }
}
