package cloud.mows.backup.schedulers.database;

import cloud.mows.backup.cluster.api.CommandOutput;
import cloud.mows.backup.cluster.api.Execution;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a command in a container prints, with a proof that it is all: where it runs, a shell has the same bytes hashed, and adds the exit
 * code and the hash to them. What ends without these, or with others than what came, was cut off.
 */
final class ProvenOutput {
    private static final String MARK = "mows-backup:";
    private static final int CODE_LENGTH = 3;
    private static final int HASH_LENGTH = 64;
    private static final int TRAILER_BYTES = MARK.length() + CODE_LENGTH + 1 + HASH_LENGTH;
    private static final int BUFFER_BYTES = 64 << 10;

    /** tee has to open a pipe of the shell's own: those that the container gets belong to root. */
    private static final String PROVE = """
            exec 3>&1
            told=$({ { { "$@" 3>&- 4>&- 5>&-; echo $? >&4; } | tee /proc/self/fd/5 >&3; } 5>&1 | sha256sum >&4; } 4>&1)
            set -- $told
            printf '%s%%%ds:%%%d.%ds' "${1:-}" "${2:-}" >&3
            """.formatted(MARK, CODE_LENGTH, HASH_LENGTH, HASH_LENGTH);

    private static final int ATTEMPTS = 3;

    private final Function<List<String>, CommandOutput> container;
    private final String before;
    private final Duration pause;

    /**
     * @param container runs a command there
     * @param before what its shell is to do first
     * @param pause before a command is run again
     */
    ProvenOutput(Function<List<String>, CommandOutput> container, String before, Duration pause) {
        this.container = container;
        this.before = before;
        this.pause = pause;
    }

    /** What is to be done with what comes: an {@link IOException} of it is not the command's. */
    interface Taker {
        void take(byte[] from, int offset, int length) throws IOException;
    }

    /**
     * How one went.
     *
     * @param failure why what was taken is not all; empty if it is
     * @param isLost whether the way to the command was lost before anything was taken
     */
    private record Attempt(Optional<String> failure, boolean isLost) {
        static final Attempt WHOLE = new Attempt(Optional.empty(), false);

        static Attempt failed(String why) {
            return new Attempt(Optional.of(why), false);
        }
    }

    /**
     * Runs a command to its end. It is run again if the way to it is lost before anything was taken.
     *
     * @return why what was taken is not all that it should have printed; empty if it is
     */
    Optional<String> run(List<String> command, Taker taker) throws IOException, InterruptedException {
        List<String> shell = new ArrayList<>(List.of("sh", "-c", before + PROVE, "mows-backup"));
        shell.addAll(command);
        Attempt attempt = attempt(shell, taker);
        for (int made = 1; attempt.isLost() && made < ATTEMPTS; made++) {
            Thread.sleep(pause);
            attempt = attempt(shell, taker);
        }
        return attempt.failure();
    }

    private Attempt attempt(List<String> shell, Taker taker) throws IOException, InterruptedException {
        try (CommandOutput output = container.apply(shell)) {
            Held held = new Held(taker);
            String torn = read(output.stream(), held);
            Optional<Integer> exitCode = torn.isEmpty() ? held.exitCode() : Optional.empty();
            if (exitCode.isPresent() && exitCode.get() == 0 && held.isWhole()) {
                return Attempt.WHOLE;
            }
            Execution end = output.end();
            String said = torn + said(end);
            if (exitCode.isPresent() && exitCode.get() != 0) {
                return Attempt.failed("failed with exit code " + exitCode.get() + said);
            }
            if (exitCode.isPresent()) {
                return Attempt.failed("printed something else than what came here" + said);
            }
            return new Attempt(
                    Optional.of((held.isEmpty() ? "could not be run" : "was cut off before its end") + said),
                    end instanceof Execution.NotRunning && !held.hasPassed());
        }
    }

    /** @return why it ended early; empty if it came to an end */
    private static String read(InputStream in, Held held) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        while (true) {
            int count;
            try {
                count = in.read(buffer);
            } catch (IOException e) {
                return after(String.valueOf(e.getMessage()));
            }
            if (count < 0) {
                return "";
            }
            held.add(buffer, count);
        }
    }

    private static String said(Execution end) {
        return switch (end) {
            case Execution.Ended(int _, String output) -> after(output);
            case Execution.TimedOut(String output) -> after(output);
            case Execution.Forbidden(String why) -> after(why);
            case Execution.Impossible(String why) -> after(why);
            case Execution.NotRunning(String why) -> after(why);
        };
    }

    private static String after(String words) {
        return words.isBlank()
                ? ""
                : ": "
                        + String.join(
                                "; ", words.strip().lines().map(String::strip).toList());
    }

    /** Passes on all but the last bytes, which may be the proof. */
    private static final class Held {
        private final Taker taker;
        private final MessageDigest hash = sha256();
        private final byte[] last = new byte[TRAILER_BYTES];
        private int count;
        private boolean passed;

        Held(Taker taker) {
            this.taker = taker;
        }

        void add(byte[] from, int length) throws IOException {
            int ready = Math.max(0, count + length - TRAILER_BYTES);
            int old = Math.min(count, ready);
            pass(last, 0, old);
            System.arraycopy(last, old, last, 0, count - old);
            count -= old;
            int fresh = ready - old;
            pass(from, 0, fresh);
            System.arraycopy(from, fresh, last, count, length - fresh);
            count += length - fresh;
        }

        private void pass(byte[] from, int offset, int length) throws IOException {
            if (length > 0) {
                passed = true;
                hash.update(from, offset, length);
                taker.take(from, offset, length);
            }
        }

        boolean isEmpty() {
            return count == 0;
        }

        /** Whether the taker got something. */
        boolean hasPassed() {
            return passed;
        }

        private String trailer() {
            return new String(last, 0, count, StandardCharsets.ISO_8859_1);
        }

        /** Empty if the end is not what the shell adds. */
        Optional<Integer> exitCode() {
            String text = trailer();
            String code = count < TRAILER_BYTES || !text.startsWith(MARK)
                    ? ""
                    : text.substring(MARK.length(), MARK.length() + CODE_LENGTH).strip();
            return code.matches("\\d+") ? Optional.of(Integer.parseInt(code)) : Optional.empty();
        }

        boolean isWhole() {
            byte[] told = trailer().substring(TRAILER_BYTES - HASH_LENGTH).getBytes(StandardCharsets.ISO_8859_1);
            byte[] came = HexFormat.of().formatHex(hash.digest()).getBytes(StandardCharsets.ISO_8859_1);
            return Arrays.equals(told, came);
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }
    }
}
