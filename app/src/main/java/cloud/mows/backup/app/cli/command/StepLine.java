package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.app.cli.text.Formats;
import cloud.mows.backup.app.cli.text.ProgressLine;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** How far a command is that works in stretches of steps: {@code [0:07] 42.10%  12 / 28  repacking}. */
final class StepLine implements AutoCloseable {
    private final Session session;
    private final ProgressLine line;
    private final Instant start;
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong total = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private volatile String what = "";

    StepLine(Session session) {
        this.session = session;
        this.line = session.progress(session.updateRate());
        this.start = session.console().clock().instant();
    }

    /** @param steps how many there will be; 0 if that is not known */
    void begin(String stretch, long steps) {
        done.set(0);
        bytes.set(0);
        total.set(steps);
        what = stretch;
        advance(0);
    }

    void expectMore(long steps) {
        total.addAndGet(steps);
    }

    void advance(long steps) {
        advance(steps, 0);
    }

    /** @param read bytes, where they say more than the steps; else 0 */
    void advance(long steps, long read) {
        long now = done.addAndGet(steps);
        long all = bytes.addAndGet(read);
        if (line.isDue()) {
            line.update(text(now, total.get(), all));
        }
    }

    private String text(long now, long of, long read) {
        Duration elapsed = Duration.between(start, session.console().clock().instant());
        return "[" + Formats.duration(elapsed) + "] " + (of > 0 ? Formats.percent(now, of) + "  " : "") + now
                + (of > 0 ? " / " + of : "") + (read > 0 ? ", " + Formats.bytes(read) : "") + "  " + what;
    }

    @Override
    public void close() {
        line.close();
    }
}
