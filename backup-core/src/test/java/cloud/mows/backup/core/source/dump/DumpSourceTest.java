package cloud.mows.backup.core.source.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.id.BlobIds;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.posix.FileStat;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.source.ContentSink;
import cloud.mows.backup.core.source.SavedContent;
import cloud.mows.backup.core.source.SourceContent;
import cloud.mows.backup.core.source.SourceException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DumpSourceTest {
    private static final BytePath TOP = BytePath.of("/databases/postgresql-main");

    private final Sink sink = new Sink();

    /** What is sent. */
    private interface Sending {
        void to(DumpWriter writer) throws IOException;
    }

    /** Keeps contents as a repository would: only those that were read to their end. */
    private static final class Sink implements ContentSink {
        final Map<String, String> saved = new TreeMap<>();
        final List<String> problems = new ArrayList<>();

        @Override
        public boolean wants(BytePath path, FileStat stat) {
            return true;
        }

        @Override
        public SavedContent save(BytePath path, SourceContent content) throws SourceException {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            byte[] buffer = new byte[7];
            for (int count; (count = content.read(buffer, 0, buffer.length)) >= 0; ) {
                all.write(buffer, 0, count);
            }
            saved.put(path.toString(), all.toString(StandardCharsets.UTF_8));
            return new SavedContent(BlobIds.EMPTY, all.size());
        }

        @Override
        public void problem(BytePath path, String message) {
            problems.add(message);
        }
    }

    private static byte[] sent(Sending sending) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        sending.to(new DumpWriter(out));
        return out.toByteArray();
    }

    private DumpSource read(byte[] sent) throws InterruptedException {
        DumpSource source = new DumpSource(TOP, new ByteArrayInputStream(sent), Instant.EPOCH, 1, 2);
        source.readAhead(sink);
        return source;
    }

    private static void file(DumpWriter writer, String name, String content) throws IOException {
        writer.begin(name);
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        writer.write(bytes, 0, bytes.length);
        writer.end();
    }

    private static void three(DumpWriter writer) throws IOException {
        file(writer, "globals.sql", "create role clerk;");
        file(writer, "empty.dump", "");
        writer.begin("cut.dump");
        writer.write("half".getBytes(StandardCharsets.UTF_8), 0, 4);
        writer.fail("the command 'pg_dump' was cut off");
        writer.missing("never.dump", "it cannot be begun");
        file(writer, "shop.dump", "rows, ".repeat(100));
        writer.finish();
    }

    private static List<String> names(DumpSource source) throws SourceException {
        return source.entry(TOP).list().names().stream()
                .map(ByteString::toString)
                .toList();
    }

    @Test
    void whatIsWholeIsAFileAndWhatIsNotIsTold() throws Exception {
        DumpSource source = read(sent(DumpSourceTest::three));
        assertThat(names(source)).containsExactly("empty.dump", "globals.sql", "shop.dump");
        assertThat(sink.saved)
                .containsEntry(TOP + "/shop.dump", "rows, ".repeat(100))
                .containsEntry(TOP + "/empty.dump", "");
        assertThat(sink.problems)
                .containsExactly(
                        TOP + "/cut.dump: the command 'pg_dump' was cut off", TOP + "/never.dump: it cannot be begun");
        assertThat(source.entry(TOP.resolve("shop.dump")).stat().size()).isEqualTo(600);
        assertThat(source.entry(BytePath.of("/databases")).stat().isFile()).isFalse();
        assertThatExceptionOfType(SourceException.Vanished.class)
                .isThrownBy(() -> source.entry(TOP.resolve("cut.dump")));
    }

    @Test
    void aStreamThatEndsEarlyIsNoBackup() throws Exception {
        byte[] all = sent(DumpSourceTest::three);
        for (int length = 0; length < all.length; length++) {
            byte[] cut = Arrays.copyOf(all, length);
            assertThatThrownBy(() -> read(cut))
                    .as("cut off after %d bytes", length)
                    .isInstanceOf(BackupException.class)
                    .hasMessageContaining("end before all of them had come");
        }
    }

    @Test
    void contentThatIsNotWhatWasSentIsNoFile() throws Exception {
        byte[] all = sent(writer -> {
            file(writer, "shop.dump", "content");
            writer.finish();
        });
        int at = new String(all, StandardCharsets.ISO_8859_1).indexOf("content");
        all[at] ^= 1;
        assertThat(names(read(all))).isEmpty();
        assertThat(sink.problems).singleElement().asString().contains("others than were sent");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "a\0b"})
    void namesThatAreNotThoseOfFilesAreRefused(String name) throws Exception {
        byte[] all = sent(writer -> {
            file(writer, name, "content");
            writer.finish();
        });
        assertThatThrownBy(() -> read(all)).isInstanceOf(BackupException.class).hasMessageContaining("is not the name");
    }

    @Test
    void oneNameTwiceIsRefused() throws Exception {
        byte[] all = sent(writer -> {
            file(writer, "shop.dump", "one");
            file(writer, "shop.dump", "two");
            writer.finish();
        });
        assertThatThrownBy(() -> read(all)).isInstanceOf(BackupException.class).hasMessageContaining("two");
    }
}
