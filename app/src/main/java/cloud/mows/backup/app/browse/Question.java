package cloud.mows.backup.app.browse;

import cloud.mows.backup.app.dump.FolderDump;
import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.bytes.PercentEncoding;
import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.id.SnapshotId;
import cloud.mows.backup.core.posix.BytePath;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What somebody wants to know of a snapshot. */
sealed interface Question {
    /** For one answer. */
    int ENTRIES_MAX = 10_000;

    SnapshotId snapshot();

    /** About something in it. */
    sealed interface InTree extends Question {}

    /** @param after the name behind which to go on; empty for the first */
    record Entries(SnapshotId snapshot, BytePath path, ByteString after, int limit) implements InTree {}

    record Content(SnapshotId snapshot, BytePath path) implements InTree {}

    record Archive(SnapshotId snapshot, BytePath path, FolderDump.Format format) implements InTree {}

    /** In what it differs from an earlier one. */
    record Changes(SnapshotId snapshot, SnapshotId since, int limit) implements Question {}

    Pattern ADDRESS = Pattern.compile("/v1/snapshots/([0-9a-f]{64})/(entries|content|archive|changes)");

    /** @throws IllegalArgumentException what is wrong with it */
    static Question parse(URI address) {
        Matcher matcher = ADDRESS.matcher(Objects.requireNonNullElse(address.getRawPath(), ""));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("nothing is at " + address.getRawPath());
        }
        SnapshotId snapshot = new SnapshotId(Digest.parse(matcher.group(1)));
        Map<String, ByteString> given = parameters(Objects.requireNonNullElse(address.getRawQuery(), ""));
        BytePath path = path(given.getOrDefault("path", ByteString.of("/")));
        return switch (matcher.group(2)) {
            case "entries" ->
                new Entries(snapshot, path, given.getOrDefault("after", ByteString.EMPTY), limit(given.get("limit")));
            case "content" -> new Content(snapshot, path);
            case "changes" -> new Changes(snapshot, since(given.get("since")), limit(given.get("limit")));
            default ->
                new Archive(
                        snapshot,
                        path,
                        FolderDump.Format.parse(given.getOrDefault("format", ByteString.of("zip"))
                                .toString()));
        };
    }

    private static Map<String, ByteString> parameters(String query) {
        Map<String, ByteString> parameters = new HashMap<>();
        for (String each : query.isEmpty() ? new String[0] : query.split("&")) {
            int equals = each.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("'" + each + "' has no value");
            }
            parameters.put(each.substring(0, equals), PercentEncoding.decode(each.substring(equals + 1)));
        }
        return parameters;
    }

    private static BytePath path(ByteString bytes) {
        BytePath path = BytePath.of(bytes);
        if (!path.isAbsolute() || !path.lexical().equals(path)) {
            throw new IllegalArgumentException(
                    "'" + path.replaced() + "' is not a whole path: it begins with / and has no .. in it");
        }
        return path;
    }

    private static SnapshotId since(@Nullable ByteString given) {
        if (given == null || !Digest.isHex(given.toString())) {
            throw new IllegalArgumentException("since=" + given + " is not the id of a snapshot");
        }
        return new SnapshotId(Digest.parse(given.toString()));
    }

    private static int limit(@Nullable ByteString given) {
        if (given == null) {
            return ENTRIES_MAX;
        }
        try {
            return Math.clamp(Long.parseLong(given.toString()), 1, ENTRIES_MAX);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("limit=" + given + " is not a number", e);
        }
    }
}
