package cloud.mows.backup.core.storage;

import cloud.mows.backup.core.bytes.JavaPaths;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a repository lies, as a user writes it (restic doc/030_preparing_a_new_repo.rst). {@code toString} is for people
 * and holds no secret.
 */
public sealed interface StorageLocation {
    /** {@code /srv/backup}, {@code local:/srv/backup}, {@code backup}. */
    record Directory(Path path) implements StorageLocation {
        @Override
        public String toString() {
            return path.toString();
        }
    }

    /**
     * {@code s3:https://host:9000/bucket/prefix}, {@code s3:http://…}, {@code s3:host/bucket}, {@code s3://host/bucket}.
     *
     * @param endpoint scheme, host and port, nothing else
     * @param prefix without slashes at its ends; may be empty
     */
    record S3(URI endpoint, String bucket, String prefix) implements StorageLocation {
        @Override
        public String toString() {
            return "s3:" + endpoint + "/" + bucket + (prefix.isEmpty() ? "" : "/" + prefix);
        }
    }

    /**
     * {@code rest:https://user:password@host:8000/path/}.
     *
     * @param base ends with a slash, holds no user
     * @param login what stood before the {@code @}
     */
    record Rest(URI base, @Nullable Login login) implements StorageLocation {
        @Override
        public String toString() {
            return "rest:" + base;
        }
    }

    /** A user and a password for HTTP basic authentication. */
    record Login(String user, String password) {
        @Override
        public String toString() {
            return user + ":***";
        }
    }

    /** @throws IllegalArgumentException saying what is wrong, without repeating a password */
    static StorageLocation parse(String text) {
        if (text.startsWith("s3:")) {
            return s3(text.substring("s3:".length()));
        }
        if (text.startsWith("rest:")) {
            return rest(text.substring("rest:".length()));
        }
        String path = text.startsWith("local:") ? text.substring("local:".length()) : text;
        if (path.isEmpty()) {
            throw new IllegalArgumentException("the location of the repository is empty");
        }
        if (path.length() == text.length() && path.matches("[a-z][a-z0-9]+:.*")) {
            throw new IllegalArgumentException(unsupported(path.substring(0, path.indexOf(':'))));
        }
        try {
            return new Directory(JavaPaths.of(path));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("not a path: " + path, e);
        }
    }

    private static String unsupported(String scheme) {
        String way = switch (scheme) {
            case "rclone" -> "start 'rclone serve restic' and use rest:http://host:8080/";
            case "sftp" -> "mount the folder, for example with sshfs, and use its path";
            case "azure", "gs", "b2", "swift" ->
                "use 'rclone serve restic' in front of it and rest:http://host:8080/"
                        + (scheme.equals("azure") || scheme.equals("swift") ? "" : ", or its S3 interface with s3:");
            case "http", "https" ->
                "a REST server is written rest:" + scheme + "://host/path/, S3 s3:" + scheme + "://host/bucket";
            default -> "a path that looks so is written local:" + scheme + ":…";
        };
        return "repositories at '" + scheme + ":' are not supported, only at s3:, rest: and a path; " + way;
    }

    private static S3 s3(String text) {
        String scheme = "https";
        String rest = text;
        if (text.startsWith("http://") || text.startsWith("https://")) {
            scheme = text.substring(0, text.indexOf(':'));
            rest = text.substring(scheme.length() + "://".length());
        } else if (text.startsWith("//")) {
            rest = text.substring(2);
        }
        String[] parts = rest.split("/", 3);
        if (parts[0].isEmpty() || parts.length < 2 || parts[1].isEmpty()) {
            throw new IllegalArgumentException(
                    "an S3 location needs a host and a bucket: s3:https://host/bucket/prefix");
        }
        if (parts[0].contains("@")) {
            throw new IllegalArgumentException(
                    "an S3 location holds no credentials: give them as AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
        }
        String prefix = parts.length < 3
                ? ""
                : Arrays.stream(parts[2].split("/"))
                        .filter(part -> !part.isEmpty() && !part.equals("."))
                        .collect(Collectors.joining("/"));
        if (Arrays.asList(prefix.split("/")).contains("..")) {
            throw new IllegalArgumentException("an S3 prefix cannot hold '..': " + prefix);
        }
        try {
            return new S3(new URI(scheme + "://" + parts[0].toLowerCase(Locale.ROOT)), parts[1], prefix);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not a host: " + parts[0], e);
        }
    }

    private static Rest rest(String text) {
        URI uri;
        try {
            uri = new URI(text.endsWith("/") ? text : text + "/");
        } catch (URISyntaxException e) {
            // Without its text, which may hold a password; and without the cause for the same reason.
            throw new IllegalArgumentException("a REST location is written rest:https://host:port/path/, and special"
                    + " characters of a password as %XX");
        }
        if (!("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) || uri.getHost() == null) {
            throw new IllegalArgumentException("a REST location is written rest:https://host:port/path/");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("a REST location holds neither '?' nor '#'");
        }
        String path = uri.getRawPath().replaceAll("/+", "/");
        URI base = URI.create(
                uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()) + path);
        return new Rest(base, uri.getRawUserInfo() == null ? null : login(uri.getRawUserInfo()));
    }

    private static Login login(String userInfo) {
        int colon = userInfo.indexOf(':');
        return colon < 0
                ? new Login(decode(userInfo), "")
                : new Login(decode(userInfo.substring(0, colon)), decode(userInfo.substring(colon + 1)));
    }

    /** A plus is a plus here, not a space. */
    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
