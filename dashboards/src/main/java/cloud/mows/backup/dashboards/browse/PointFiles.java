package cloud.mows.backup.dashboards.browse;

import cloud.mows.backup.cluster.api.Cluster;
import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.bytes.EscapedBytes;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.crds.meta.ConditionStatus;
import cloud.mows.backup.crds.repository.Repository;
import cloud.mows.backup.crds.repository.RepositoryStatus;
import cloud.mows.backup.crds.restore.RestorePoint;
import cloud.mows.backup.crds.restore.RestorePointSpec;
import cloud.mows.backup.crds.restore.SnapshotCopy;
import cloud.mows.backup.dashboards.cluster.AppRights;
import cloud.mows.backup.dashboards.people.Rights;
import cloud.mows.backup.dashboards.point.ApiPath;
import cloud.mows.backup.dashboards.point.FileEntry;
import cloud.mows.backup.dashboards.point.FileKind;
import cloud.mows.backup.dashboards.point.FileListing;
import cloud.mows.backup.dashboards.problem.ApiException;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What is in the restore points of apps. */
public final class PointFiles implements AutoCloseable {
    private static final String DOCUMENT_START = "---\n";
    private static final String OBJECTS = "/objects/";

    /** More than an API server takes. */
    private static final int OBJECT_BYTES_MAX = 8 << 20;

    static final int CHANGES_MAX = 5_000;

    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    private final Cluster cluster;
    private final SnapshotReader reader;

    /** @param reader that is closed with this */
    public PointFiles(Cluster cluster, SnapshotReader reader) {
        this.cluster = cluster;
        this.reader = reader;
    }

    /** To be read and closed. @param name of the file for whoever saves it */
    record Download(String name, InputStream bytes, OptionalLong length) implements Closeable {
        @Override
        public void close() throws IOException {
            bytes.close();
        }
    }

    FileListing list(Rights who, String app, String point, String path, @Nullable String after, int limit) {
        BytePath folder = ApiPath.decode(path);
        SnapshotCopy copy = copy(who, app, point);
        SnapshotReader.Entries found = reader.entries(
                copy.repository(),
                copy.snapshot(),
                folder,
                after == null ? ByteString.EMPTY : ApiPath.bytes(after),
                limit);
        List<FileEntry> entries =
                found.entries().stream().map(entry -> entry(folder, entry)).toList();
        return new FileListing(
                ApiPath.encode(folder),
                entries,
                found.more() ? ApiPath.encode(found.entries().getLast().name()) : null);
    }

    private static FileEntry entry(BytePath folder, SnapshotReader.Entry entry) {
        FileKind kind = switch (entry.type()) {
            case "file" -> FileKind.File;
            case "dir" -> FileKind.Directory;
            case "symlink" -> FileKind.Link;
            default -> FileKind.Other;
        };
        return new FileEntry(
                EscapedBytes.replaced(entry.name()),
                ApiPath.encode(folder.resolve(entry.name())),
                kind,
                kind == FileKind.File ? entry.size() : null,
                entry.modified());
    }

    Download content(Rights who, String app, String point, String path) {
        BytePath file = ApiPath.decode(path);
        SnapshotCopy copy = copy(who, app, point);
        SnapshotReader.Content content = reader.content(copy.repository(), copy.snapshot(), file);
        return new Download(EscapedBytes.replaced(file.name()), content.bytes(), content.length());
    }

    /** An object of the cluster, as people read it. */
    ObjectText object(Rights who, String app, String point, String path) {
        if (!path.startsWith(OBJECTS)) {
            throw ApiException.unusable("'" + path + "' is not an object", "objects are in " + OBJECTS);
        }
        try (Download saved = content(who, app, point, path)) {
            byte[] json = saved.bytes().readNBytes(OBJECT_BYTES_MAX);
            GenericKubernetesResource object =
                    SERIALIZATION.unmarshal(new String(json, StandardCharsets.UTF_8), GenericKubernetesResource.class);
            return text(object);
        } catch (IOException | RuntimeException e) {
            if (e instanceof ApiException known) {
                throw known;
            }
            throw ApiException.conflict(
                    "'" + path + "' is not readable as an object: " + e.getMessage(), "download it");
        }
    }

    private static ObjectText text(GenericKubernetesResource object) {
        ObjectMeta meta = object.getMetadata();
        meta.setManagedFields(null);
        String yaml = yaml(object);
        meta.setUid(null);
        meta.setResourceVersion(null);
        meta.setGeneration(null);
        meta.setCreationTimestamp(null);
        return new ObjectText(object.getApiVersion(), object.getKind(), meta.getName(), yaml, yaml(object));
    }

    private static String yaml(GenericKubernetesResource object) {
        String text = SERIALIZATION.asYaml(object);
        return text.startsWith(DOCUMENT_START) ? text.substring(DOCUMENT_START.length()) : text;
    }

    /** A folder with all that is in it, as zip. */
    Download archive(Rights who, String app, String point, String path) {
        BytePath folder = ApiPath.decode(path);
        SnapshotCopy copy = copy(who, app, point);
        SnapshotReader.Content content = reader.archive(copy.repository(), copy.snapshot(), folder);
        String name = folder.isRoot() ? app : EscapedBytes.replaced(folder.name());
        return new Download(name + ".zip", content.bytes(), content.length());
    }

    /**
     * What is different from another restore point of the app.
     *
     * @param limit how many at most; more are cut to {@value #CHANGES_MAX}
     */
    PointChanges changes(Rights who, String app, String point, String since, int limit) {
        AppRights.mustSeeInside(who, app);
        Map<String, String> before = new HashMap<>();
        find(app, since).copies().forEach(copy -> before.put(copy.repository(), copy.snapshot()));
        List<SnapshotCopy> both = find(app, point).copies().stream()
                .filter(copy -> before.containsKey(copy.repository()))
                .toList();
        if (both.isEmpty()) {
            throw ApiException.conflict(
                    "no place has both restore points of '" + app + "'", "compare two that lie in the same place");
        }
        SnapshotCopy copy = firstReady(both);
        SnapshotReader.Differences found = reader.changes(
                copy.repository(),
                copy.snapshot(),
                Objects.requireNonNull(before.get(copy.repository())),
                Math.clamp(limit, 1, CHANGES_MAX));
        return new PointChanges(
                found.differences().stream().map(PointChange::of).toList(), found.more());
    }

    private SnapshotCopy copy(Rights who, String app, String point) {
        AppRights.mustSeeInside(who, app);
        return firstReady(find(app, point).copies());
    }

    private RestorePointSpec find(String app, String point) {
        RestorePoint found = cluster.get(RestorePoint.class, null, point);
        if (found == null || !found.getSpec().app().equals(app)) {
            throw ApiException.notFound(
                    "'" + app + "' has no restore point '" + point + "'", "it may have been removed: list them again");
        }
        return found.getSpec();
    }

    /** The first place that can be opened; the first of all if none can, which tells why. */
    private SnapshotCopy firstReady(List<SnapshotCopy> copies) {
        return copies.stream().filter(this::isReady).findFirst().orElseGet(copies::getFirst);
    }

    private boolean isReady(SnapshotCopy copy) {
        Repository repository = cluster.get(Repository.class, null, copy.repository());
        return repository != null
                && !repository.getSpec().suspend()
                && RepositoryStatus.ready(repository.getStatus()) == ConditionStatus.TRUE;
    }

    @Override
    public void close() {
        reader.close();
    }
}
