package cloud.mows.backup.schedulers.database;

import cloud.mows.backup.cluster.api.CommandOutput;
import cloud.mows.backup.cluster.api.Execution;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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

    private final Function<List<String>, CommandOutput> container;
    private final String before;

    /**
     * @param container runs a command there
     * @param before what its shell is to do first
     */
    ProvenOutput(Function<List<String>, CommandOutput> container, String before) {
        this.container = container;
        this.before = before;
    }

    /** What is to be done with what comes: an {@link IOException} of it is not the command's. */
    interface Taker {
        void take(byte[] from, int offset, int length) throws IOException;
    }

    /**
     * Runs a command to its end.
     *
     * @return why what was taken is not all that it should have printed; empty if it is
     */
    Optional<String> run(List<String> command, Taker taker) throws IOException, InterruptedException {
        List<String> shell = new ArrayList<>(List.of("sh", "-c", before + PROVE, "mows-backup"));
        shell.addAll(command);
        try (CommandOutput output = container.apply(shell)) {
            Held held = new Held(taker);
            String torn = read(output.stream(), held);
            Optional<Integer> exitCode = torn.isEmpty() ? held.exitCode() : Optional.empty();
            if (exitCode.isPresent() && exitCode.get() == 0 && held.isWhole()) {
                return Optional.empty();
            }
            String said = torn + said(output.end());
            if (exitCode.isPresent() && exitCode.get() != 0) {
                return Optional.of("failed with exit code " + exitCode.get() + said);
            }
            if (exitCode.isPresent()) {
                return Optional.of("printed something else than what came here" + said);
            }
            return Optional.of((held.isEmpty() ? "could not be run" : "was cut off before its end") + said);
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
                hash.update(from, offset, length);
                taker.take(from, offset, length);
            }
        }

        boolean isEmpty() {
            return count == 0;
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
