package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.option.Values;
import cloud.mows.backup.app.cli.session.CliCommand;
import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.app.cli.text.Json;
import cloud.mows.backup.core.engine.Engine;
import cloud.mows.backup.core.engine.LockNeed;
import cloud.mows.backup.core.engine.RepositoryFiles;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a Job of the controller runs to find out how a repository is. That it cannot be opened is a finding as well and no
 * failure, so that the Job ends with one pod and the words arrive.
 */
public final class MoverRepository implements CliCommand {
    /** A quarter of what Kubernetes keeps of a termination message, in characters of up to three bytes and escaped. */
    private static final int MESSAGE_CHARS_MAX = 600;

    private boolean initialize;
    private final SummaryFile summaryFile = new SummaryFile();
    private Duration patience = Duration.ofMinutes(2);

    @Override
    public void declare(OptionSet options) {
        options.about("Finds out for the controller whether a repository opens, and prints what it found as JSON.")
                .flag("--initialize", "Make a repository where there is none.", () -> initialize = true);
        summaryFile.declare(options, "Also write what is printed to this file.");
        options.value(
                "--give-up-after",
                "<duration>",
                "How long the storage may fail before that is what was found (default: 2m).",
                value -> patience = Values.duration(value));
    }

    @Override
    public int run(Session session) throws IOException {
        Json found = look(session);
        session.print(found);
        summaryFile.write(session, found);
        return 0;
    }

    private Json look(Session session) throws IOException {
        Thread worker = Thread.currentThread();
        AtomicBoolean gaveUp = new AtomicBoolean();
        Thread watch = Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(patience);
                gaveUp.set(true);
                worker.interrupt();
            } catch (InterruptedException e) {
                // It was found out in time.
                return;
            }
        });
        try {
            return opened(session);
        } catch (BackupException e) {
            String message = e.problem().message();
            if (e.problem().code() != ProblemCode.CANCELLED) {
                return problem(e.problem().code(), message);
            }
            if (gaveUp.get()) {
                // The cause knows what was tried again and again.
                String reason = e.getCause() == null
                        ? message
                        : String.valueOf(e.getCause().getMessage());
                return problem(ProblemCode.STORAGE, "gave up after " + patience.toSeconds() + " s: " + reason);
            }
            throw e;
        } finally {
            watch.interrupt();
            awaitEnd(watch);
            Thread.interrupted();
        }
    }

    /** It may interrupt us once until it has ended, which would otherwise hit what comes after. */
    private static void awaitEnd(Thread watch) {
        while (watch.isAlive()) {
            try {
                watch.join();
            } catch (InterruptedException e) {
                // Said by the watch itself, or by whoever stops the program, which is about to end.
                continue;
            }
        }
    }

    private Json opened(Session session) throws IOException {
        boolean made = false;
        Engine engine;
        try {
            engine = session.open(LockNeed.NONE);
        } catch (BackupException e) {
            if (!initialize || e.problem().code() != ProblemCode.REPOSITORY_MISSING) {
                throw e;
            }
            engine = session.create();
            made = true;
        }
        try (Engine open = engine) {
            AtomicLong snapshots = new AtomicLong();
            open.files().list(RepositoryFiles.SNAPSHOTS, name -> snapshots.incrementAndGet());
            return new Json()
                    .beginObject()
                    .field("message_type", "repository")
                    .field("id", open.info().id().hex())
                    .field("snapshots", snapshots.get())
                    .field("made", made)
                    .endObject();
        }
    }

    private static Json problem(ProblemCode code, String message) {
        return new Json()
                .beginObject()
                .field("message_type", "repository")
                .field("problem", code.name().toLowerCase(Locale.ROOT))
                .field(
                        "message",
                        message.length() <= MESSAGE_CHARS_MAX
                                ? message
                                : message.substring(0, MESSAGE_CHARS_MAX) + " …")
                .endObject();
    }
}
