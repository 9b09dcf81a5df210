package cloud.mows.backup.app.cli.text;

import java.time.Duration;
import java.time.Instant;

/**
 * One line at the bottom of the terminal that is written over again and again, and gone when the work is done. Where the
 * error stream is no terminal it does nothing.
 */
public final class ProgressLine implements AutoCloseable {
    private static final String ERASE = "\r\u001b[K";

    private final Console console;
    private final Duration every;
    private final boolean enabled;
    private String text = "";
    private boolean shown;
    private Instant next = Instant.MIN;

    /** @param every the shortest time between two writings */
    public ProgressLine(Console console, Duration every, boolean enabled) {
        this.console = console;
        this.every = every;
        this.enabled = enabled && console.terminal().err();
        if (this.enabled) {
            console.attach(this);
        }
    }

    /** Whether it is worth while to put a line together now. */
    public boolean isDue() {
        if (!enabled) {
            return false;
        }
        synchronized (console) {
            return !console.clock().instant().isBefore(next);
        }
    }

    /** Shows {@code line}, cut to the width of the terminal, unless the last one is too fresh. */
    public void update(String line) {
        if (!isDue()) {
            return;
        }
        synchronized (console) {
            next = console.clock().instant().plus(every);
            text = cut(Console.printable(line), console.terminal().columns() - 1);
            show();
        }
    }

    private static String cut(String line, int columns) {
        if (line.codePointCount(0, line.length()) <= columns) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, columns - 1)) + "…";
    }

    void show() {
        if (!text.isEmpty()) {
            console.overwrite(ERASE + text);
            shown = true;
        }
    }

    void hide() {
        if (shown) {
            console.overwrite(ERASE);
            shown = false;
        }
    }

    /** Erases the line. */
    @Override
    public void close() {
        if (enabled) {
            synchronized (console) {
                hide();
                text = "";
                console.attach(null);
            }
        }
    }
}
