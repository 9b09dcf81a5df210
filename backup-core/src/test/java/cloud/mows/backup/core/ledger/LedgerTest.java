package cloud.mows.backup.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is written is read again, and what is not whole is refused. */
final class LedgerTest {
    private static final LedgerHeader HEADER =
            new LedgerHeader("0f0e", "photos", Instant.parse("2026-11-26T02:00:00Z"));
    private static final List<LedgerEntry> ENTRIES = List.of(
            new LedgerEntry(
                    "volume",
                    "files",
                    LedgerEntry.Outcome.CAPTURED,
                    "",
                    "",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of("/volumes/files")),
            entry("objects", "photos", LedgerEntry.Outcome.FAILED, "the mover", "it said \"no\"\nand ended"),
            new LedgerEntry(
                    "object",
                    "käse",
                    LedgerEntry.Outcome.EXCUSED,
                    "MOWS Backup",
                    "is measured anew",
                    Optional.of("metrics.k8s.io/v1"),
                    Optional.of("PodMetrics"),
                    Optional.empty()));

    /** To the byte, as later versions must read it. */
    private static final String GOLDEN = """
            {"ledger":1,"backup":"0f0e","host":"photos","time":"2026-11-26T02:00:00Z"}
            {"type":"volume","name":"files","outcome":"captured","path":"/volumes/files"}
            {"type":"objects","name":"photos","outcome":"failed","by":"the mover","reason":"it said \\"no\\"\\nand ended"}
            {"type":"object","name":"käse","outcome":"excused","by":"MOWS Backup","reason":"is measured anew",\
            "apiVersion":"metrics.k8s.io/v1","kind":"PodMetrics"}
            {"captured":1,"excused":1,"failed":1}
            """;

    private static LedgerEntry entry(String type, String name, LedgerEntry.Outcome outcome, String by, String reason) {
        return new LedgerEntry(type, name, outcome, by, reason, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static byte[] written(List<LedgerEntry> entries) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (LedgerWriter writer = new LedgerWriter(out, HEADER)) {
            for (LedgerEntry entry : entries) {
                writer.add(entry);
            }
            writer.finish();
        }
        return out.toByteArray();
    }

    private static List<LedgerEntry> read(byte[] ledger) throws IOException {
        List<LedgerEntry> entries = new ArrayList<>();
        List<LedgerHeader> headers = new ArrayList<>();
        LedgerReader.read(new ByteArrayInputStream(ledger), headers::add, entries::add);
        assertThat(headers).containsExactly(HEADER);
        return entries;
    }

    private static void refused(String ledger, ProblemCode code, String message) {
        assertThatThrownBy(() -> read(ledger.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(BackupException.class, e -> {
                    assertThat(e.problem().code()).isEqualTo(code);
                    assertThat(e.problem().message()).contains(message);
                });
    }

    @Test
    void isWrittenAsItAlwaysWas() throws Exception {
        assertThat(new String(written(ENTRIES), StandardCharsets.UTF_8)).isEqualTo(GOLDEN);
        assertThat(read(GOLDEN.getBytes(StandardCharsets.UTF_8))).isEqualTo(ENTRIES);
    }

    @Test
    void fieldsOfLaterVersionsArePassedOver() throws Exception {
        String later = GOLDEN.replace("{\"", "{\"later\":{\"a\":[1,null]},\"");
        assertThat(read(later.getBytes(StandardCharsets.UTF_8))).isEqualTo(ENTRIES);
    }

    @Test
    void anyEntriesComeBack() throws Exception {
        long seed = System.nanoTime();
        System.out.println("LedgerTest seed=" + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            List<LedgerEntry> entries = new ArrayList<>();
            for (int i = random.nextInt(20); i > 0; i--) {
                entries.add(new LedgerEntry(
                        text(random),
                        text(random),
                        LedgerEntry.Outcome.values()[random.nextInt(3)],
                        text(random),
                        text(random),
                        some(random),
                        some(random),
                        some(random)));
            }
            assertThat(read(written(entries))).isEqualTo(entries);
        }
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(12), 0, Character.MAX_CODE_POINT + 1)
                .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static Optional<String> some(Random random) {
        return random.nextBoolean() ? Optional.of(text(random)) : Optional.empty();
    }

    @Test
    void noneThatIsCutOffIsTakenForWhole() throws Exception {
        byte[] whole = written(ENTRIES);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(cut)).as("the first %d bytes", length).isInstanceOf(BackupException.class);
        }
    }

    @Test
    void noneThatLostALineIsTakenForWhole() {
        List<String> lines = GOLDEN.lines().toList();
        for (int lost = 0; lost < lines.size(); lost++) {
            List<String> rest = new ArrayList<>(lines);
            rest.remove(lost);
            assertThatThrownBy(() -> read((String.join("\n", rest) + "\n").getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(BackupException.class);
        }
    }

    @Test
    void bytesThatChangeDoNoMoreThanChangeWords() throws Exception {
        byte[] whole = written(ENTRIES);
        for (int at = 0; at < whole.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] changed = whole.clone();
                changed[at] ^= (byte) (1 << bit);
                try {
                    LedgerReader.read(new ByteArrayInputStream(changed), header -> {}, entry -> {});
                } catch (BackupException e) {
                    assertThat(e.problem().message()).isNotEmpty();
                }
            }
        }
    }

    @Test
    void whatIsWrongIsSaidWithItsLine() {
        refused("", ProblemCode.DAMAGED, "line 1: it is empty");
        refused("{}\n", ProblemCode.DAMAGED, "line 1: field 'ledger' is missing");
        refused(GOLDEN.replace("\"ledger\":1", "\"ledger\":2"), ProblemCode.UNSUPPORTED_VERSION, "version 2");
        refused(GOLDEN.replace("\"failed\":1", "\"failed\":0"), ProblemCode.DAMAGED, "counts");
        refused(
                GOLDEN.replace("\"captured\",", "\"capture\","),
                ProblemCode.DAMAGED,
                "line 2: 'capture' is no outcome");
        refused(GOLDEN + "{}\n", ProblemCode.DAMAGED, "line 6: something after the last line");
        refused(GOLDEN.replace("26T02", "26X02"), ProblemCode.DAMAGED, "line 1: ");
        refused("x".repeat(2_000_000), ProblemCode.DAMAGED, "line 1: it is longer than");
    }
}
