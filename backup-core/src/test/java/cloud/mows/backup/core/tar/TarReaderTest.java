package cloud.mows.backup.core.tar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.tree.Xattr;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TarReaderTest {
    private record Read(TarEntry entry, byte[] content) {
        String text() {
            return new String(content, StandardCharsets.UTF_8);
        }
    }

    private static List<Read> read(byte[] archive) throws IOException {
        return read(new ByteArrayInputStream(archive));
    }

    private static List<Read> read(InputStream archive) throws IOException {
        TarReader tar = new TarReader(archive);
        List<Read> all = new ArrayList<>();
        for (TarEntry entry; (entry = tar.next()) != null; ) {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            byte[] piece = new byte[333];
            for (int count = 0; count >= 0; ) {
                content.writeBytes(new byte[(int) tar.skipHole()]);
                count = tar.read(piece, 0, piece.length);
                content.write(piece, 0, Math.max(0, count));
            }
            all.add(new Read(entry, content.toByteArray()));
        }
        assertThat(tar.next()).isNull();
        return all;
    }

    private static void refused(byte[] archive, String why) {
        assertThatExceptionOfType(MalformedTarException.class)
                .isThrownBy(() -> read(archive))
                .withMessageContaining(why);
    }

    private static TarFixture tar() {
        return new TarFixture();
    }

    @Test
    void readsWhatTheWriterWrites() throws Exception {
        List<Xattr> xattrs = List.of(
                new Xattr("user.bytes", ByteString.of(new byte[] {0, (byte) 0xff, '\n', '='})),
                new Xattr("user.empty", ByteString.EMPTY));
        ByteString latin = ByteString.of(new byte[] {'c', 'a', 'f', (byte) 0xe9, '\n'});
        List<TarEntry> entries = List.of(
                TarFixture.entry("plain", TarEntry.Type.FILE, "", 700),
                TarFixture.entry("empty", TarEntry.Type.FILE, "", 0),
                TarFixture.entry("n".repeat(99) + "/" + "ü".repeat(120), TarEntry.Type.FILE, "", 512),
                TarFixture.entry(latin, TarEntry.Type.SYMLINK, latin, 0, xattrs),
                TarFixture.entry("link", TarEntry.Type.HARD_LINK, "p".repeat(300), 0),
                new TarEntry(
                        ByteString.of("null"),
                        TarEntry.Type.CHARACTER_DEVICE,
                        06755,
                        4_000_000_000L,
                        3_000_000,
                        "\u00e4",
                        "",
                        0,
                        Instant.parse("1931-05-04T03:02:01.000000007Z"),
                        Instant.EPOCH,
                        Instant.parse("9999-12-31T23:59:59.9Z"),
                        ByteString.EMPTY,
                        259,
                        70_000,
                        List.of(),
                        List.of()),
                TarFixture.entry("folder/", TarEntry.Type.DIRECTORY, "", 0),
                TarFixture.entry("fifo", TarEntry.Type.FIFO, "", 0));
        TarFixture tar = tar();
        SplittableRandom random = new SplittableRandom(7);
        List<byte[]> contents = new ArrayList<>();
        for (TarEntry entry : entries) {
            byte[] content = new byte[(int) entry.size()];
            random.nextBytes(content);
            contents.add(content);
            tar.add(entry, content);
        }

        List<Read> read = read(tar.bytes());

        assertThat(read.stream().map(Read::entry).toList()).isEqualTo(entries);
        for (int i = 0; i < entries.size(); i++) {
            assertThat(read.get(i).content()).isEqualTo(contents.get(i));
        }
    }

    @Test
    void refusesAnArchiveThatIsCutOffAnywhere() throws Exception {
        byte[] whole = tar().file("first", "one".repeat(300))
                .symlink("l".repeat(150), "somewhere")
                .directory("folder")
                .file("folder/last", "two")
                .bytes();
        assertThat(read(whole)).hasSize(4);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatExceptionOfType(MalformedTarException.class)
                    .as("%s bytes of %s", length, whole.length)
                    .isThrownBy(() -> read(cut));
        }
        refused(new byte[0], "there is nothing");
    }

    @Test
    void readsTheStreamToItsEndAndRefusesWhatFollowsTheArchive() throws Exception {
        byte[] whole = tar().file("a", "b").bytes();
        ByteArrayInputStream filled = new ByteArrayInputStream(Arrays.copyOf(whole, whole.length + 10_240 + 7));
        assertThat(read(filled)).hasSize(1);
        assertThat(filled.available()).isZero();

        byte[] two = Arrays.copyOf(whole, 2 * whole.length);
        System.arraycopy(whole, 0, two, whole.length, whole.length);
        refused(two, "something else follows");
        byte[] lone = tar().file("a", "b").raw(new byte[512]).file("c", "d").bytes();
        refused(lone, "a single block of zeros at byte 2048");
    }

    @Test
    void refusesWhatIsNoArchive() {
        refused("this is no archive at all, but text ".repeat(40).getBytes(StandardCharsets.UTF_8), "checksum");
        byte[] changed = tar().file("a", "b").bytes();
        changed[100]++;
        refused(changed, "no tar header at byte 0");
    }

    @ParameterizedTest
    @CsvSource({"1f8b0800,gzip", "28b52ffd,zstd", "fd377a58,xz", "425a6839,bzip2", "04224d18,lz4"})
    void saysThatAnArchiveIsCompressed(String start, String program) {
        byte[] bytes = Arrays.copyOf(HexFormat.of().parseHex(start), 2000);
        refused(bytes, program + " -dc");
    }

    @Test
    void takesSizesAndTimesOfAnyLength() throws Exception {
        long size = (9L << 30) + 5;
        byte[] binary = TarFixture.header("binary", '0', 0);
        Arrays.fill(binary, 124, 136, (byte) 0);
        binary[124] = (byte) 0x80;
        for (int i = 0; i < 8; i++) {
            binary[128 + i] = (byte) (size >>> 8 * (7 - i));
        }
        Arrays.fill(binary, 136, 148, (byte) 0xff);
        assertThat(firstOf(tar().raw(TarFixture.summed(binary)))).satisfies(entry -> {
            assertThat(entry.size()).isEqualTo(size);
            assertThat(entry.mtime()).isEqualTo(Instant.ofEpochSecond(-1));
        });
        TarFixture pax = tar().pax('x', TarFixture.record("size", "" + size), TarFixture.record("mtime", "-1.25"))
                .raw(TarFixture.header("pax", '0', 0));
        assertThat(firstOf(pax)).satisfies(entry -> {
            assertThat(entry.size()).isEqualTo(size);
            assertThat(entry.mtime()).isEqualTo(Instant.parse("1969-12-31T23:59:58.75Z"));
        });
    }

    private static TarEntry firstOf(TarFixture tar) throws IOException {
        return Objects.requireNonNull(new TarReader(new ByteArrayInputStream(tar.unfinished())).next());
    }

    /** 9 GB of zeros that nobody keeps. */
    @Test
    void passesOverLargeContents() throws Exception {
        long size = 9L << 30;
        TarFixture large = tar().pax('x', TarFixture.record("size", "" + size)).raw(TarFixture.header("large", '0', 0));
        byte[] rest = tar().file("after", "it").bytes();
        InputStream zeros = new InputStream() {
            private long left = size;

            @Override
            public int read() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int read(byte[] into, int from, int length) {
                int count = (int) Math.min(length, left);
                left -= count;
                return count == 0 ? -1 : count;
            }
        };
        TarReader tar = new TarReader(new SequenceInputStream(
                new SequenceInputStream(new ByteArrayInputStream(large.unfinished()), zeros),
                new ByteArrayInputStream(rest)));
        assertThat(Objects.requireNonNull(tar.next()).size()).isEqualTo(size);
        assertThat(Objects.requireNonNull(tar.next()).name()).hasToString("after");
        assertThat(tar.next()).isNull();
    }

    @Test
    void readsLongNamesOfGnu() throws Exception {
        byte[] name = ("d/" + "n".repeat(600) + "\0").getBytes(StandardCharsets.UTF_8);
        byte[] link = ("t".repeat(500) + "\0").getBytes(StandardCharsets.UTF_8);
        byte[] archive = tar().raw(
                        TarFixture.header("././@LongLink", 'K', link.length),
                        TarFixture.padded(link),
                        TarFixture.header("././@LongLink", 'L', name.length),
                        TarFixture.padded(name),
                        TarFixture.header("short", '2', 0))
                .bytes();
        TarEntry entry = read(archive).getFirst().entry();
        assertThat(entry.name()).hasToString("d/" + "n".repeat(600));
        assertThat(entry.link()).hasToString("t".repeat(500));
    }

    @Test
    void globalRecordsHoldUntilSomethingElseIsSaid() throws Exception {
        byte[] archive = tar().pax('g', TarFixture.record("uname", "all"), TarFixture.record("comment", "0a1b2c"))
                .raw(TarFixture.header("a", '0', 0))
                .pax('x', TarFixture.record("uname", "one"))
                .raw(TarFixture.header("b", '0', 0))
                .raw(TarFixture.header("c", '0', 0))
                .bytes();
        assertThat(read(archive).stream().map(each -> each.entry().user())).containsExactly("all", "one", "all");
    }

    @Test
    void readsEveryFormOfSparseFiles() throws Exception {
        String expected = "\0".repeat(1000) + "abc" + "\0".repeat(2000) + "de" + "\0".repeat(995);
        byte[] data = TarFixture.padded("abcde".getBytes(StandardCharsets.UTF_8));
        String pairs = "1000,3,3003,2,4000,0";

        byte[] old = TarFixture.header("old", 'S', 5);
        TarFixture.put(old, 257, "ustar  \0");
        TarFixture.put(old, 386, "00000001750\000000000003\0");
        TarFixture.put(old, 410, "00000005673\000000000002\0");
        TarFixture.put(old, 483, "00000007640");
        TarFixture pax00 = tar().pax(
                        'x',
                        TarFixture.record("GNU.sparse.size", "4000"),
                        TarFixture.record("GNU.sparse.offset", "1000"),
                        TarFixture.record("GNU.sparse.numbytes", "3"),
                        TarFixture.record("GNU.sparse.offset", "3003"),
                        TarFixture.record("GNU.sparse.numbytes", "2"))
                .raw(TarFixture.header("old", '0', 5), data);
        TarFixture pax01 = tar().pax(
                        'x',
                        TarFixture.record("GNU.sparse.size", "4000"),
                        TarFixture.record("GNU.sparse.map", pairs),
                        TarFixture.record("GNU.sparse.name", "old"))
                .raw(TarFixture.header("GNUSparseFile.1/old", '0', 5), data);
        byte[] list = TarFixture.padded(("3\n" + pairs.replace(',', '\n') + "\n").getBytes(StandardCharsets.UTF_8));
        TarFixture pax10 = tar().pax(
                        'x',
                        TarFixture.record("GNU.sparse.major", "1"),
                        TarFixture.record("GNU.sparse.minor", "0"),
                        TarFixture.record("GNU.sparse.realsize", "4000"),
                        TarFixture.record("GNU.sparse.name", "old"))
                .raw(TarFixture.header("GNUSparseFile.1/old", '0', list.length + 5), list, data);
        for (TarFixture tar : List.of(tar().raw(TarFixture.summed(old), data), pax00, pax01, pax10)) {
            List<Read> read = read(tar.file("after", "it").bytes());
            assertThat(read.getFirst().entry().name()).hasToString("old");
            assertThat(read.getFirst().entry().size()).isEqualTo(4000);
            assertThat(read.getFirst().text()).isEqualTo(expected);
            assertThat(read.getLast().text()).isEqualTo("it");
        }
    }

    /** GNU tar cuts the stand-in's path off behind its directory where the name of the file is not UTF-8. */
    @Test
    void takesASparseFileForAFileWhateverItsStandInIsCalled() throws Exception {
        byte[] list = TarFixture.padded("1\n0\n3\n".getBytes(StandardCharsets.UTF_8));
        byte[] data = TarFixture.padded("abc".getBytes(StandardCharsets.UTF_8));
        List<Read> read = read(tar().pax(
                        'x',
                        TarFixture.record("GNU.sparse.major", "1"),
                        TarFixture.record("GNU.sparse.minor", "0"),
                        TarFixture.record("GNU.sparse.realsize", "3"),
                        TarFixture.record("GNU.sparse.name", "in/file"),
                        TarFixture.record("path", "in/"))
                .raw(TarFixture.header("in/GNUSparseFile.1/file", '0', list.length + 3), list, data)
                .file("after", "it")
                .bytes());
        assertThat(read.getFirst().entry().type()).isEqualTo(TarEntry.Type.FILE);
        assertThat(read.getFirst().entry().name()).hasToString("in/file");
        assertThat(read.getFirst().text()).isEqualTo("abc");
        assertThat(read.getLast().text()).isEqualTo("it");
    }

    @Test
    void refusesSparseFilesWhoseListCannotBeRight() {
        String[][] lists = {
            {"5,3,4,2", "ascending"},
            {"0,4", "a list of 4 bytes"},
            {"3998,5", "up to byte 4003"},
            {"x,5", "'x' in its list"},
            {"-5,5", "ascending"}
        };
        for (String[] list : lists) {
            byte[] archive = tar().pax(
                            'x',
                            TarFixture.record("GNU.sparse.size", "4000"),
                            TarFixture.record("GNU.sparse.map", list[0]))
                    .raw(TarFixture.header("a", '0', 5), TarFixture.padded(new byte[5]))
                    .bytes();
            refused(archive, list[1]);
        }
    }

    @Test
    void refusesHeadersThatWouldFillTheMemory() {
        refused(tar().raw(TarFixture.header("pax", 'x', 5L << 30)).unfinished(), "a header of 5368709120 bytes");
        refused(tar().raw(TarFixture.header("pax", 'L', 2 << 20)).unfinished(), "a header of 2097152 bytes");
    }

    @ParameterizedTest
    @CsvSource({
        "'9 a=b\n', length",
        "'5 a=b\n', length",
        "'7 abcd\n', without",
        "'x', length",
        "'99999999999 a=b\n', length"
    })
    void refusesPaxRecordsThatCannotBeRight(String record, String why) {
        refused(tar().pax('x', record).file("a", "b").bytes(), why);
    }

    @Test
    void whatIsOddIsNoted() throws Exception {
        byte[] archive = tar().raw(TarFixture.header("odd", 'Q', 3), TarFixture.padded(new byte[3]))
                .pax('x', TarFixture.record("SCHILY.acl.access", "user::rw-"))
                .file("acl", "")
                .raw(TarFixture.header("label", 'V', 0))
                .raw(TarFixture.header("old/", '0', 0))
                .bytes();
        List<Read> read = read(archive);
        assertThat(read).hasSize(3);
        assertThat(read.get(0).entry().type()).isEqualTo(TarEntry.Type.FILE);
        assertThat(read.get(0).entry().notes()).singleElement().asString().contains("type 'Q'");
        assertThat(read.get(1).entry().notes()).singleElement().asString().contains("its ACL is not saved");
        assertThat(read.get(2).entry().type()).isEqualTo(TarEntry.Type.DIRECTORY);
        refused(tar().raw(TarFixture.header("part", 'M', 0)).bytes(), "several volumes");
        refused(tar().pax('x', TarFixture.record("path", "a")).bytes(), "first part of a header");
    }

    @Test
    void whateverComesIsReadOrRefused() throws Exception {
        byte[] whole = tar().file("a", "b".repeat(700))
                .hardLink("l".repeat(120), "a")
                .pax(
                        'x',
                        TarFixture.record("GNU.sparse.major", "1"),
                        TarFixture.record("GNU.sparse.minor", "0"),
                        TarFixture.record("GNU.sparse.realsize", "4000"))
                .raw(TarFixture.header("s", '0', 517), TarFixture.padded("1\n5\n5\n".getBytes(StandardCharsets.UTF_8)))
                .raw(TarFixture.padded(new byte[5]))
                .bytes();
        assertThat(read(whole)).hasSize(3);
        long seed = System.nanoTime();
        System.out.println("TarReaderTest seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 5000; round++) {
            byte[] changed = whole.clone();
            int block = random.nextInt(changed.length / 512) * 512;
            for (int i = random.nextInt(4); i >= 0; i--) {
                changed[block + random.nextInt(512)] = (byte) random.nextInt(256);
            }
            if (random.nextInt(4) > 0) {
                byte[] header = TarFixture.summed(Arrays.copyOfRange(changed, block, block + 512));
                System.arraycopy(header, 0, changed, block, 512);
            }
            try {
                read(changed);
            } catch (MalformedTarException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }
}
