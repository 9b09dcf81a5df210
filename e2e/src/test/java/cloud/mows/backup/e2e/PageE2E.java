package cloud.mows.backup.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The page of the packaged {@code mows-backup serve} in a real Chromium, on a desk's screen and on a phone's. What is done there is
 * in {@code dashboards/src/main/page/browser}; pictures of each screen stay in {@code e2e/target/page}.
 */
final class PageE2E {
    @TempDir
    Path folder;

    private Path data;
    private int port;

    @BeforeEach
    void prepare() throws IOException {
        data = Files.createDirectories(folder.resolve("family"));
        Files.createDirectories(data.resolve("letters"));
        Files.writeString(data.resolve("letters/to [grandma] & co.txt"), "Dear grandma,\nall is well.\n");
        byte[] picture = new byte[1 << 20];
        Random random = new Random(8);
        for (int year = 2019; year < 2026; year++) {
            Path album = Files.createDirectories(data.resolve("photos/" + year));
            random.nextBytes(picture);
            Files.write(album.resolve("summer.jpg"), picture);
        }
        Files.createDirectories(folder.resolve("disk"));
        port = Page.freePort();
    }

    @ParameterizedTest
    @ValueSource(strings = {"desktop", "phone"})
    void fromFirstStartToAFileThatIsPutBackAndToAnotherMachine(String width) throws Exception {
        see("whole-way", width, "", null);
        Files.move(data, folder.resolve("burnt"));
        see("another-machine", width, "other-", null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"desktop", "phone"})
    void aNewcomerProtectsADirectoryAndADatabase(String width) throws Exception {
        Files.writeString(data.resolve("note.txt"), "Milk, bread, backup.\n");
        try (PostgreSqlServer server = PostgreSqlServer.start()) {
            server.sql("postgres", "create database shop");
            see("newcomer", width, "", server);
        }
    }

    private void see(String what, String width, String machine, @Nullable PostgreSqlServer database) throws Exception {
        Path state = folder.resolve(machine + "state");
        Program serving = Machine.mows(folder)
                .and(
                        "serve",
                        "--config",
                        folder.resolve(machine + "config").toString(),
                        "--state",
                        state.toString(),
                        "--port",
                        Integer.toString(port))
                .with("PGHOST", database == null ? null : database.folder().toString());
        try (Started serve = Page.listening(serving.start(), port)) {
            Page.browser(folder, width, port, state)
                    .with("MOWS_DATA", data.toString())
                    .with("MOWS_WORDS", folder.resolve("words").toString())
                    .with("MOWS_PLACE", folder.resolve("disk/mows-backup").toString())
                    .with(
                            "MOWS_DATABASE",
                            database == null ? null : database.folder().toString())
                    .with("MOWS_DATABASE_PORT", database == null ? null : Integer.toString(database.port()))
                    .with("MOWS_DATABASE_OWNER", database == null ? null : database.owner())
                    .succeed("test", what);
            assertThat(serve.isAlive()).isTrue();
            // Also not when the browser has closed its tabs.
            assertThat(serve.errors()).isEmpty();
        }
    }
}
