package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.app.cli.text.Json;
import cloud.mows.backup.app.cli.text.ProgressLine;
import cloud.mows.backup.app.cli.text.Throttle;
import cloud.mows.backup.app.cli.text.UpdateRate;
import cloud.mows.backup.core.progress.ProgressCounter;
import cloud.mows.backup.core.progress.ProgressSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/** How far a command is that works on files: a line for people, restic's status messages for scripts. */
final class LiveStatus implements AutoCloseable {
    private final Session session;
    private final ProgressCounter counter;
    private final Function<ProgressSnapshot, Json> message;
    private final boolean sendsMessages;
    private final ProgressLine line;
    private final Throttle throttle;
    private final Instant start;

    /** @param message a status message that tells what {@code counter} counted */
    LiveStatus(Session session, ProgressCounter counter, Function<ProgressSnapshot, Json> message) {
        this.session = session;
        this.counter = counter;
        this.message = message;
        this.start = session.console().clock().instant();
        UpdateRate rate = session.updateRate();
        this.line = session.progress(rate);
        this.sendsMessages = session.json() && (rate.asked() || session.shows(1));
        this.throttle = new Throttle(session.console().clock(), rate.every(), start.plus(rate.every()));
    }

    /** Whether anybody sees it. */
    boolean isShown() {
        return session.json() ? sendsMessages : line.isShown();
    }

    /** Whether the next {@link #show} would show something. */
    boolean isDue() {
        return isShown() && (session.json() ? throttle.isDue() : line.isDue());
    }

    /** Shows what was counted, unless that was done just before. */
    void show() {
        if (!isDue()) {
            return;
        }
        ProgressSnapshot sample = counter.sample(elapsed());
        if (!session.json()) {
            line.update(ProgressText.of(sample));
        } else if (throttle.take()) {
            session.print(message.apply(sample));
        }
    }

    Duration elapsed() {
        return Duration.between(start, session.console().clock().instant());
    }

    @Override
    public void close() {
        line.close();
    }
}
