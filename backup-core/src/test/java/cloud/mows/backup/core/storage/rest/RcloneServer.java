package cloud.mows.backup.core.storage.rest;

import cloud.mows.backup.core.storage.LocalServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code rclone serve restic} over a folder. */
final class RcloneServer {
    private RcloneServer() {}

    static LocalServer start(Path folder, String... more) throws Exception {
        Path tool = LocalServer.tool("rclone");
        Path repository = Files.createDirectories(folder.resolve("repository"));
        return LocalServer.start(
                folder,
                Map.of("RCLONE_CONFIG", folder.resolve("rclone.conf").toString()),
                port -> Stream.of(
                                Stream.of(tool.toString(), "serve", "restic", "--addr", "127.0.0.1:" + port),
                                Stream.of(more),
                                Stream.of(repository.toString()))
                        .flatMap(part -> part)
                        .toList());
    }

    static List<String> withTls(Path certificate, Path key) {
        return List.of("--cert", certificate.toString(), "--key", key.toString());
    }
}
