package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.app.cli.text.Formats;
import cloud.mows.backup.app.cli.text.Json;
import cloud.mows.backup.core.engine.Engine;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.BlobIds;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.snapshot.SavedSnapshot;
import cloud.mows.backup.core.tree.Node;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds who uses some blobs or trees. */
final class ObjectSearch {
    private final Session session;
    private final Engine engine;
    private final Set<String> prefixes;
    private final boolean trees;
    private final boolean blobs;
    private final Json json = new Json().beginArray();
    private boolean foundAny;

    /** @param prefixes the first digits of identifiers, lower case */
    ObjectSearch(Session session, Engine engine, Set<String> prefixes, boolean trees, boolean blobs) {
        this.session = session;
        this.engine = engine;
        this.prefixes = prefixes;
        this.trees = trees;
        this.blobs = blobs;
    }

    /** @return whether anything was found */
    boolean run(Iterable<SavedSnapshot> snapshots) {
        for (SavedSnapshot saved : snapshots) {
            BlobId root = saved.snapshot().tree();
            if (trees && isWanted(root)) {
                found(saved, "tree", root, BytePath.ROOT, null);
            }
            engine.traversal().walk(root, BytePath.ROOT, (tree, path, node) -> {
                visit(saved, tree, path, node);
                return true;
            });
        }
        if (session.json()) {
            session.print(json.endArray());
        }
        return foundAny;
    }

    private void visit(SavedSnapshot saved, BlobId tree, BytePath path, Node node) {
        BlobId subtree = node.subtree();
        if (trees && subtree != null && isWanted(subtree)) {
            found(saved, "tree", subtree, path, null);
        }
        BlobIds content = node.content();
        for (int i = 0; blobs && i < content.size(); i++) {
            if (isWanted(content.get(i))) {
                found(saved, "blob", content.get(i), path, tree);
                // Once for each file, however often it has the blob.
                return;
            }
        }
    }

    private boolean isWanted(BlobId id) {
        String hex = id.hex();
        // Whole identifiers, as those of a pack's blobs, need no search through all of them.
        return prefixes.contains(hex)
                || prefixes.stream().anyMatch(prefix -> prefix.length() < 64 && hex.startsWith(prefix));
    }

    private void found(SavedSnapshot saved, String type, BlobId id, BytePath path, @Nullable BlobId parent) {
        foundAny = true;
        if (session.json()) {
            json.beginObject()
                    .field("object_type", type)
                    .field("id", id.hex())
                    .name("path")
                    .raw(NodeText.string(path.bytes()));
            if (parent != null) {
                json.field("parent_tree", parent.hex());
            }
            json.field("snapshot", saved.id().hex())
                    .name("time")
                    .raw(NodeText.time(saved.snapshot().time()))
                    .endObject();
        } else {
            session.print("Found " + type + " " + id.hex());
            session.print(" ... " + (type.equals("tree") ? "path" : "in file") + " " + path);
            session.print(" ... in snapshot " + saved.id() + " ("
                    + Formats.time(saved.snapshot().time(), session.console().zone()) + ")");
        }
    }
}
