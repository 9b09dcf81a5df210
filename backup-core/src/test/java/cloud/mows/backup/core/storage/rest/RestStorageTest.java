package cloud.mows.backup.core.storage.rest;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.head;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.storage.StorageException;
import cloud.mows.backup.core.storage.StorageLocation;
import cloud.mows.backup.core.storage.StoredFile;
import cloud.mows.backup.core.storage.http.HttpOptions;
import cloud.mows.backup.core.storage.http.HttpPlaceFaults;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestStorageTest extends HttpPlaceFaults {
    @Override
    protected Storage open(String base, HttpOptions options) throws StorageException {
        var location = (StorageLocation.Rest)
                StorageLocation.parse("rest:" + base.replace("://", "://user:hidden@") + "/repository/");
        return new RestStorage(location, RestOptions.DEFAULT.withHttp(options));
    }

    @Test
    void theFirstVersionsListingIsUnderstood() throws Exception {
        server.stubFor(get(urlEqualTo("/repository/index/")).willReturn(ok("[\"aa\",\"bb\",\"gone\"]")));
        server.stubFor(head(urlEqualTo("/repository/index/aa")).willReturn(ok().withHeader("Content-Length", "5")));
        server.stubFor(head(urlEqualTo("/repository/index/bb")).willReturn(ok().withHeader("Content-Length", "7")));
        List<StoredFile> files = new ArrayList<>();
        storage().list(FileKind.INDEX, files::add);
        assertThat(files).extracting(StoredFile::bytes).containsExactly(5L, 7L);
    }

    @Test
    void strangersFilesAreNotListed() throws Exception {
        server.stubFor(get(urlEqualTo("/repository/data/"))
                .willReturn(ok("[{\"name\":\"x.tmp\",\"size\":1},{\"size\":3,\"more\":[{}],\"name\":\"ab\"}]")));
        List<StoredFile> files = new ArrayList<>();
        storage().list(FileKind.PACK, files::add);
        assertThat(files).extracting(file -> file.key().name()).containsExactly("ab");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "<html>",
                "[",
                "[1]",
                "[{\"name\":\"ab\"}]",
                "[{\"size\":1}]",
                "[{\"name\":\"ab\",\"size\":-1}]",
                "[{\"name\":\"ab\",\"size\":1}",
                "[] []"
            })
    void whatIsNoListingIsUnusable(String body) {
        server.stubFor(get(anyUrl()).willReturn(ok(body)));
        assertThatThrownBy(() -> storage().list(FileKind.PACK, file -> {}))
                .isInstanceOf(StorageException.Unusable.class);
    }

    @Test
    void anAbsentFolderIsEmptyButNotWhereRcloneMeansAFailure() throws Exception {
        server.stubFor(get(anyUrl()).willReturn(status(404)));
        storage().list(FileKind.PACK, file -> {
            throw new AssertionError("nothing is there");
        });
        server.stubFor(get(anyUrl()).willReturn(status(404).withHeader("Server", "rclone/v1.60.1")));
        assertThatThrownBy(() -> storage().list(FileKind.PACK, file -> {}))
                .isInstanceOf(StorageException.Transient.class);
    }

    @Test
    void aRedirectIsNotFollowedSinceItWouldCarryThePassword() {
        server.stubFor(any(anyUrl()).willReturn(status(307).withHeader("Location", "http://127.0.0.1:1/")));
        assertThatThrownBy(() -> storage().readAll(PACK, 10))
                .isInstanceOf(StorageException.Unusable.class)
                .hasMessageContaining("moved")
                .hasMessageNotContaining("hidden");
    }

    @Test
    void anAppendOnlyServersNoToATakenNameIsAYes() throws Exception {
        server.stubFor(head(anyUrl())
                .inScenario("race")
                .whenScenarioStateIs("Started")
                .willReturn(status(404))
                .willSetStateTo("taken"));
        server.stubFor(head(anyUrl())
                .inScenario("race")
                .whenScenarioStateIs("taken")
                .willReturn(ok().withHeader("Content-Length", "100")));
        server.stubFor(post(anyUrl()).willReturn(status(403)));
        storage().save(PACK, ByteSlice.of(new byte[100]));
    }

    @Test
    void whatTheServerSaysIsPassedOn() {
        server.stubFor(any(anyUrl())
                .willReturn(status(403).withHeader("Content-Type", "text/plain").withBody("quota of the guest\nmore")));
        assertThatThrownBy(() -> storage().remove(PACK))
                .isInstanceOf(StorageException.Denied.class)
                .hasMessageEndingWith("status 403 quota of the guest");
    }

    /** It is served from the whole file. */
    @Test
    @Override
    protected void aServerThatIgnoresRangesIsUnderstood() throws StorageException {
        byte[] whole = new byte[5000];
        for (int i = 0; i < whole.length; i++) {
            whole[i] = (byte) (i / 100);
        }
        server.stubFor(get(anyUrl()).willReturn(status(200).withBody(whole)));
        for (int offset : new int[] {0, 1, 2345, 4900}) {
            byte[] part = new byte[100];
            storage().readInto(PACK, offset, ByteSlice.of(part));
            assertThat(part).isEqualTo(Arrays.copyOfRange(whole, offset, offset + 100));
        }
        assertThatThrownBy(() -> storage().readInto(PACK, 4901, ByteSlice.of(new byte[100])))
                .isInstanceOf(StorageException.Truncated.class);
    }
}
