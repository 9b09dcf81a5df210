package cloud.mows.backup.app.cli.text;

import java.time.Instant;

/**
 * One line at the bottom of the terminal that is written over again and again, and gone when the work is done. Where the
 * error stream is no terminal it is silent, or if updates were asked for a line of its own each time.
 */
public final class ProgressLine implements AutoCloseable {
    private static final String ERASE = "\r\u001b[K";

    private final Console console;
    private final boolean enabled;
    private final Throttle throttle;
    private String text = "";
    private boolean shown;

    /** @param wanted whether to show it */
    public ProgressLine(Console console, UpdateRate rate, boolean wanted) {
        this.console = console;
        boolean onTerminal = console.terminal().err();
        this.enabled = wanted && (onTerminal || rate.asked());
        Instant now = console.clock().instant();
        this.throttle = new Throttle(console.clock(), rate.every(), onTerminal ? now : now.plus(rate.every()));
        if (enabled && onTerminal) {
            console.attach(this);
        }
    }

    /** Whether anybody sees it. */
    public boolean isShown() {
        return enabled;
    }

    /** Whether it is worth while to put a line together now. */
    public boolean isDue() {
        return enabled && throttle.isDue();
    }

    /** Shows {@code line}, cut to the width of the terminal, unless the last one is too fresh. */
    public void update(String line) {
        if (!enabled || !throttle.take()) {
            return;
        }
        String printable = Console.printable(line);
        if (!console.terminal().err()) {
            console.note(printable);
            return;
        }
        synchronized (console) {
            text = cut(printable, console.terminal().columns() - 1);
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
