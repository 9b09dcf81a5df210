package cloud.mows.backup.app.cli.text;

import cloud.mows.backup.core.bytes.EscapedBytes;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Where a command reads and writes. While a progress line stands on the terminal, everything printed here goes above it.
 *
 * <p>Text is UTF-8, and what {@link EscapedBytes} stands for. Control characters in names of strangers' files must not reach a terminal: see {@link #printable}.
 */
public final class Console {
    /** Which of the three streams are a terminal, and how wide it is. */
    public record Terminal(boolean in, boolean out, boolean err, int columns) {
        public static final int COLUMNS = 80;
        public static final Terminal NONE = new Terminal(false, false, false, COLUMNS);

        /** What the launcher found out: letters of {@code ioe}, and a number or nothing. */
        public static Terminal parse(String letters, String columns) {
            int width = COLUMNS;
            if (!columns.isEmpty() && columns.length() < 5 && columns.chars().allMatch(Character::isDigit)) {
                int told = Integer.parseInt(columns);
                // A terminal without a size says 0.
                width = told == 0 ? COLUMNS : Math.max(20, told);
            }
            return new Terminal(letters.contains("i"), letters.contains("o"), letters.contains("e"), width);
        }
    }

    private final InputStream in;
    private final OutputStream out;
    private final PrintStream err;
    private final Terminal terminal;
    private final InstantSource clock;
    private final LocalZone zone;
    private @Nullable ProgressLine progress;
    private @Nullable IOException outputFailure;

    public Console(
            InputStream in, OutputStream out, PrintStream err, Terminal terminal, InstantSource clock, ZoneId zone) {
        this(in, out, err, terminal, clock, LocalZone.of(zone));
    }

    private Console(
            InputStream in, OutputStream out, PrintStream err, Terminal terminal, InstantSource clock, LocalZone zone) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.terminal = terminal;
        this.clock = clock;
        this.zone = zone;
    }

    /** This process's. */
    public static Console ofProcess() {
        return new Console(
                new FileInputStream(FileDescriptor.in),
                stream(FileDescriptor.out),
                new PrintStream(stream(FileDescriptor.err), false, StandardCharsets.UTF_8),
                Terminal.parse(System.getProperty("mows.terminal", ""), System.getProperty("mows.columns", "")),
                InstantSource.system(),
                LocalZone.ofSystem());
    }

    private static OutputStream stream(FileDescriptor file) {
        return new BufferedOutputStream(new FileOutputStream(file), 1 << 14);
    }

    public InputStream in() {
        return in;
    }

    public Terminal terminal() {
        return terminal;
    }

    public InstantSource clock() {
        return clock;
    }

    /** Times are shown as this place's clocks tell them. */
    public LocalZone zone() {
        return zone;
    }

    /** A line of the result. */
    public synchronized void println(String line) {
        hideProgress();
        write(line + '\n');
        showProgress();
    }

    /** A part of the result, as it is. */
    public synchronized void print(String text) {
        hideProgress();
        write(text);
    }

    /** Bytes of the result. */
    public synchronized void write(byte[] bytes, int from, int count) {
        hideProgress();
        put(bytes, from, count);
    }

    /** Names that are not UTF-8 go into a file or a pipe as they are: what reads them may want to use them. */
    private void write(String text) {
        byte[] bytes = terminal.out() || !EscapedBytes.hasAny(text)
                ? EscapedBytes.replaced(text).getBytes(StandardCharsets.UTF_8)
                : EscapedBytes.unescape(text).toArray();
        put(bytes, 0, bytes.length);
    }

    /** What cannot be written is remembered and told at the end: work that changes something must not stop for it. */
    private void put(byte[] bytes, int from, int count) {
        if (outputFailure == null) {
            try {
                out.write(bytes, from, count);
            } catch (IOException e) {
                outputFailure = e;
            }
        }
    }

    private void flushOutput() {
        if (outputFailure == null) {
            try {
                out.flush();
            } catch (IOException e) {
                outputFailure = e;
            }
        }
    }

    /** A line beside the result: warnings, errors, questions. */
    public synchronized void note(String line) {
        hideProgress();
        flushOutput();
        err.println(EscapedBytes.replaced(line));
        err.flush();
        showProgress();
    }

    /** A question, without a new line. */
    public synchronized void ask(String question) {
        hideProgress();
        flushOutput();
        err.print(question);
        err.flush();
    }

    /** Why something of the result could not be written: a full disk, a closed pipe; null if all was. */
    public synchronized @Nullable IOException outputFailure() {
        return outputFailure;
    }

    /** Ends a command that does nothing but print when nobody can read it. */
    public synchronized void requireOutput() {
        if (outputFailure != null) {
            throw new OutputLostException(outputFailure);
        }
    }

    public synchronized void flush() {
        flushOutput();
        err.flush();
    }

    /** The raw stream behind a progress line. */
    synchronized void overwrite(String text) {
        flushOutput();
        err.print(text);
        err.flush();
    }

    synchronized void attach(@Nullable ProgressLine line) {
        progress = line;
    }

    private void hideProgress() {
        ProgressLine line = progress;
        if (line != null) {
            line.hide();
        }
    }

    private void showProgress() {
        ProgressLine line = progress;
        if (line != null) {
            flushOutput();
            line.show();
        }
    }

    /**
     * A name as it may stand on a terminal: control characters, which could move the cursor or rewrite the title, become
     * {@code \x1b}-like escapes.
     */
    public static String printable(String name) {
        int i = 0;
        while (i < name.length() && !isControl(name.charAt(i))) {
            i++;
        }
        if (i == name.length()) {
            return name;
        }
        StringBuilder shown = new StringBuilder(name.length() + 8);
        for (int j = 0; j < name.length(); j++) {
            char c = name.charAt(j);
            if (isControl(c)) {
                shown.append("\\x").append(Character.forDigit(c >> 4 & 15, 16)).append(Character.forDigit(c & 15, 16));
            } else {
                shown.append(c);
            }
        }
        return shown.toString();
    }

    private static boolean isControl(char c) {
        return c < 0x20 || c >= 0x7f && c < 0xa0;
    }
}
