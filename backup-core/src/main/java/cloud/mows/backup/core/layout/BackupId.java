package cloud.mows.backup.core.layout;

import cloud.mows.backup.core.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which backup it is.
 *
 * @param uid of the run that made it
 * @param name of that run, for people
 */
public record BackupId(AppId app, String uid, String name) {
    /** Begins the tag that says which backup a snapshot is of. */
    public static final String UID_TAG = "backup=";

    private static final String NAME_TAG = "backup-name=";

    public BackupId {
        AppId.requireWord(uid, "uid");
        AppId.requireWord(name, "name");
    }

    /** Of the restore point. */
    public List<String> tags() {
        List<String> tags = new ArrayList<>(app.tags());
        tags.add(UID_TAG + uid);
        tags.add(NAME_TAG + name);
        return List.copyOf(tags);
    }

    /** Of a part of it. */
    public List<String> tags(PartId part) {
        List<String> tags = new ArrayList<>(tags());
        tags.add(part.tag());
        return List.copyOf(tags);
    }

    /** The backup that a snapshot is of, as a part or as the restore point; empty if it is neither. */
    public static Optional<BackupId> of(Snapshot snapshot) {
        return of(snapshot.tags());
    }

    /** Likewise, by its tags. */
    static Optional<BackupId> of(List<String> tags) {
        Optional<String> cluster = value(tags, AppId.CLUSTER_TAG);
        Optional<String> app = value(tags, AppId.APP_TAG);
        Optional<String> uid = value(tags, UID_TAG);
        Optional<String> name = value(tags, NAME_TAG);
        return cluster.isPresent() && app.isPresent() && uid.isPresent() && name.isPresent()
                ? Optional.of(new BackupId(new AppId(cluster.get(), app.get()), uid.get(), name.get()))
                : Optional.empty();
    }

    /** Of the first tag that begins so and says something. */
    static Optional<String> value(List<String> tags, String prefix) {
        return tags.stream()
                .filter(tag -> tag.startsWith(prefix) && tag.length() > prefix.length() && tag.indexOf(',') < 0)
                .map(tag -> tag.substring(prefix.length()))
                .findFirst();
    }
}
