package cloud.mows.backup.core.layout;

import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.snapshot.Snapshot;
import java.util.List;
import java.util.Optional;

/**
 * A part of a backup, which is saved by itself and has its own place in the restore point.
 *
 * @param name which one of its type; empty where there is only one
 */
public record PartId(Type type, String name) {
    /** Everything that the API serves of the app. */
    public static final PartId OBJECTS = new PartId(Type.OBJECTS, "");

    /** What became of every single thing. */
    public static final PartId LEDGER = new PartId(Type.LEDGER, "");

    /** What is known of single objects when they are saved. The ledger of the whole backup repeats it, so it has none of these. */
    public static final BytePath LEDGER_OF_OBJECTS = OBJECTS.path().resolve("ledger.jsonl");

    /** Documents about the cluster, which are saved together with the objects that belong to no namespace. */
    public static final BytePath BUNDLE = BytePath.of("/bundle");

    /** The one file of a volume that is a block device: all of its bytes. */
    public static final String DEVICE = "device.img";

    private static final String TAG = "part=";

    /** What a part holds, and below which folder of the restore point it lies. */
    public enum Type {
        OBJECTS("objects", "/objects", false),
        VOLUME("volume", "/volumes", true),
        DATABASE("database", "/databases", true),
        FILES("files", "/files", true),
        LEDGER("ledger", "/ledger.jsonl", false);

        private final String word;
        private final String folder;
        private final boolean several;

        Type(String word, String folder, boolean several) {
            this.word = word;
            this.folder = folder;
            this.several = several;
        }

        /** As it is written. */
        public String word() {
            return word;
        }
    }

    public PartId {
        if (type.several) {
            AppId.requireWord(name, type.word);
            if (name.indexOf('/') >= 0 || name.equals(".") || name.equals("..")) {
                throw new IllegalArgumentException("'" + name + "' cannot be the name of a " + type.word);
            }
        } else if (!name.isEmpty()) {
            throw new IllegalArgumentException("there is only one " + type.word + " in a backup");
        }
    }

    public static PartId volume(String claim) {
        return new PartId(Type.VOLUME, claim);
    }

    /** @param server kind and name, as {@code postgresql-main} */
    public static PartId database(String server) {
        return new PartId(Type.DATABASE, server);
    }

    /** Where it lies in the restore point, and in its own snapshot. */
    public BytePath path() {
        return BytePath.of(type.several ? type.folder + "/" + name : type.folder);
    }

    String tag() {
        return TAG + (type.several ? type.word + "/" + name : type.word);
    }

    /** Whether a snapshot is a part of a backup, also one of a kind that this version does not know. */
    static boolean isPart(Snapshot snapshot) {
        return snapshot.tags().stream().anyMatch(tag -> tag.startsWith(TAG));
    }

    /** The part that a snapshot is; empty if it is none, or one that this version does not know. */
    public static Optional<PartId> of(Snapshot snapshot) {
        return of(snapshot.tags());
    }

    /** Likewise, by its tags. */
    public static Optional<PartId> of(List<String> tags) {
        return BackupId.value(tags, TAG).flatMap(PartId::parse);
    }

    private static Optional<PartId> parse(String text) {
        int slash = text.indexOf('/');
        String word = slash < 0 ? text : text.substring(0, slash);
        for (Type type : Type.values()) {
            if (type.word.equals(word) && type.several == slash >= 0) {
                return Optional.of(new PartId(type, slash < 0 ? "" : text.substring(slash + 1)));
            }
        }
        return Optional.empty();
    }
}
