package cloud.mows.backup.core.extract;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.tree.MalformedTreeException;
import cloud.mows.backup.core.tree.Node;
import cloud.mows.backup.core.tree.TreeDecoder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which files only work together. A database whose older files come back among newer ones of its log replays these, onto pages
 * that they were not made for: it does not start, or is quietly wrong.
 */
public final class DatabaseFiles {
    /** The name of a folder of a tablespace of PostgreSQL, which lies outside of its data: version and catalogue. */
    private static final Pattern TABLESPACE = Pattern.compile("PG_\\d+_\\d+");

    /** Each set of names is in no folder but that of a database, and in each of its kind. */
    private static final Set<Set<String>> MARKS = Set.of(
            // PostgreSQL
            Set.of("PG_VERSION", "global", "pg_wal"),
            // MariaDB, MySQL
            Set.of("ibdata1"),
            // MongoDB
            Set.of("WiredTiger", "WiredTiger.wt"),
            // Prometheus
            Set.of("chunks_head", "wal"));

    /** That of etcd has this name, and nothing else in it. */
    private static final String ETCD = "member";

    private static final Set<String> IN_ETCD = Set.of("snap", "wal");

    /** LevelDB and RocksDB have one file of a fixed name and one whose name ends with a number. */
    private static final String LEVEL_CURRENT = "CURRENT";

    private static final Pattern LEVEL_MANIFEST = Pattern.compile("MANIFEST-\\d+");

    /** How many bytes tell what a file beside a database of SQLite is. */
    static final int SQLITE_MAGIC_BYTES = 4;

    private DatabaseFiles() {}

    /**
     * Whether a folder and all below it belong to a database.
     *
     * @param name of the folder; null for the one that is restored
     * @throws MalformedTreeException if what is in it cannot be read
     */
    static boolean isFolder(@Nullable ByteString name, TreeDecoder entries) throws MalformedTreeException {
        Set<String> names = new TreeSet<>();
        boolean manifest = false;
        for (Node node = entries.next(); node != null; node = entries.next()) {
            String each = node.name().toString();
            names.add(each);
            manifest |= LEVEL_MANIFEST.matcher(each).matches();
        }
        String own = name == null ? "" : name.toString();
        return TABLESPACE.matcher(own).matches()
                || own.equals(ETCD) && names.equals(IN_ETCD)
                || manifest && names.contains(LEVEL_CURRENT)
                || MARKS.stream().anyMatch(names::containsAll);
    }

    /** Where SQLite keeps what belongs to a database of this path. */
    public static Stream<BytePath> beside(BytePath file) {
        return Arrays.stream(Companion.values())
                .map(each -> BytePath.of(file.bytes().concat(ByteString.of(each.ending))));
    }

    /** The name of the database of SQLite whose log or journal a file of this name would be. */
    static Optional<ByteString> sqliteOf(ByteString name) {
        String text = name.toString();
        for (Companion each : Companion.values()) {
            if (text.endsWith(each.ending) && text.length() > each.ending.length()) {
                byte[] bytes = name.toArray();
                return Optional.of(ByteString.of(bytes, 0, bytes.length - each.ending.length()));
            }
        }
        return Optional.empty();
    }

    /** @param first the first {@link #SQLITE_MAGIC_BYTES} of the file */
    static boolean isSqlites(ByteString name, byte[] first) {
        String magic = HexFormat.of().formatHex(first);
        for (Companion each : Companion.values()) {
            if (name.toString().endsWith(each.ending)) {
                return each.magic.matcher(magic).matches();
            }
        }
        return false;
    }

    /** SQLite's file format: write-ahead log (sums in either byte order), rollback journal. */
    private enum Companion {
        LOG("-wal", "377f068[23]"),
        JOURNAL("-journal", "d9d505f9");

        private final String ending;
        private final Pattern magic;

        Companion(String ending, String magic) {
            this.ending = ending;
            this.magic = Pattern.compile(magic);
        }
    }
}
