package cloud.mows.backup.core.archive;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.tree.MalformedTreeException;
import cloud.mows.backup.core.tree.Node;
import cloud.mows.backup.core.tree.TreeDecoder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A directory of the parent snapshot, read alongside the directory on disk: names are asked for in ascending order, so it is
 * streamed. What cannot be read counts as absent, which costs reading files again and nothing else.
 */
final class ParentTree {
    /** A directory that was not there. */
    static final ParentTree NONE = new ParentTree(null);

    private @Nullable TreeDecoder decoder;
    private @Nullable Node ahead;

    private ParentTree(@Nullable TreeDecoder decoder) {
        this.decoder = decoder;
    }

    /** @param subtree null for a directory that was not there */
    static ParentTree open(Run run, BytePath path, @Nullable BlobId subtree) {
        if (subtree == null || !run.repository.index().has(BlobType.TREE, subtree)) {
            return NONE;
        }
        try {
            return new ParentTree(new TreeDecoder(run.parents.load(subtree)));
        } catch (BackupException e) {
            run.observer.problem(path, "the previous backup of it cannot be read: " + e.getMessage());
            return NONE;
        }
    }

    /**
     * The entry of this name; names must ascend from call to call.
     *
     * @param passed is told of entries before it that nobody asked for
     */
    @Nullable
    Node find(ByteString name, Consumer<Node> passed) {
        for (Node node; (node = peek()) != null && node.name().compareTo(name) <= 0; ) {
            ahead = null;
            if (node.name().equals(name)) {
                return node;
            }
            passed.accept(node);
        }
        return null;
    }

    /** All entries after the last that was asked for. */
    void rest(Consumer<Node> consumer) {
        for (Node node; (node = peek()) != null; ) {
            ahead = null;
            consumer.accept(node);
        }
    }

    private @Nullable Node peek() {
        if (ahead == null && decoder != null) {
            try {
                ahead = decoder.next();
            } catch (MalformedTreeException e) {
                ahead = null;
            }
            if (ahead == null) {
                decoder = null;
            }
        }
        return ahead;
    }
}
