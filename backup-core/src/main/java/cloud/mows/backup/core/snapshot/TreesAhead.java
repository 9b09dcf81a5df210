package cloud.mows.backup.core.snapshot;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.tree.MalformedTreeException;
import cloud.mows.backup.core.tree.Node;
import cloud.mows.backup.core.tree.TreeDecoder;

/**
 * Loads trees for a walk that goes through them one by one. Where trees come from afar, it looks for the directories in each
 * and has the packs that hold their trees fetched while the walk goes on. For one thread.
 */
public final class TreesAhead {
    /** A walk that found so many trees at hand, one after the other, does not look any further until one is not. */
    private static final int AT_HAND_MAX = 4096;

    private final Repository repository;
    private int atHand;

    public TreesAhead(Repository repository) {
        this.repository = repository;
        this.atHand = repository.keepsCopies() ? 0 : AT_HAND_MAX;
    }

    /** The tree's JSON; fails as {@link Repository#load}. */
    public ByteSlice load(BlobId tree) {
        if (repository.keepsCopies() && repository.prefetchTree(tree)) {
            atHand = 0;
        }
        ByteSlice json = repository.load(BlobType.TREE, tree);
        if (atHand < AT_HAND_MAX) {
            atHand++;
            lookInto(json);
        }
        return json;
    }

    private void lookInto(ByteSlice json) {
        try {
            TreeDecoder decoder = new TreeDecoder(json);
            for (Node node; (node = decoder.next()) != null; ) {
                BlobId subtree = node.subtree();
                if (subtree != null && repository.prefetchTree(subtree)) {
                    atHand = 0;
                }
            }
        } catch (MalformedTreeException e) {
            // Whoever walks meets it when it comes to that place.
            return;
        }
    }
}
