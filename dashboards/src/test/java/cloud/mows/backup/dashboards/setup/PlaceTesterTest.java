package cloud.mows.backup.dashboards.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.dashboards.app.AppRequest;
import cloud.mows.backup.dashboards.problem.ApiException;
import cloud.mows.backup.dashboards.store.Place;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlaceTesterTest {
    @TempDir
    Path folder;

    private static Place place(String location) {
        return new Place("disk", location, null, null, null, null, null);
    }

    private static PlaceTest test(Path path) {
        return PlaceTester.test(place(path.toString()));
    }

    @Test
    void tellsWhatIsThere() throws Exception {
        assertThat(test(folder).state()).isEqualTo(PlaceTest.PlaceState.Empty);
        assertThat(test(folder.resolve("new")).state()).isEqualTo(PlaceTest.PlaceState.Empty);
        assertThat(test(folder.resolve("new")).freeBytes()).isPositive();
        assertThat(test(folder.resolve("not/mounted")).state()).isEqualTo(PlaceTest.PlaceState.Unreachable);
        Files.createDirectory(folder.resolve("lost+found"));
        assertThat(test(folder).state()).isEqualTo(PlaceTest.PlaceState.Empty);
        Files.writeString(folder.resolve("letter"), "dear");
        assertThat(test(folder).state()).isEqualTo(PlaceTest.PlaceState.Foreign);
        Files.createDirectory(folder.resolve("keys"));
        Files.writeString(folder.resolve("config"), "");
        assertThat(test(folder).state()).isEqualTo(PlaceTest.PlaceState.Repository);
        assertThat(folder.resolve("new")).doesNotExist();
    }

    @Test
    void whatIsNoPlaceIsRefused() {
        for (String location : List.of("", "backup", "sftp:host:/x", "s3:host", "rest:ftp://x/")) {
            assertThatThrownBy(() -> PlaceTester.test(place(location)))
                    .as(location)
                    .isInstanceOf(ApiException.class);
        }
    }

    @Test
    void nobodyListensThere() {
        PlaceTest test = PlaceTester.test(place("rest:http://127.0.0.1:1/"));

        assertThat(test.state()).isEqualTo(PlaceTest.PlaceState.Unreachable);
    }

    @Test
    void aPlaceWithinWhatIsBackedUpIsRefused() {
        SetupRequest request = new SetupRequest(
                List.of(new AppRequest("all", List.of(folder.toString()), null, List.of())),
                place(folder.resolve("repository").toString()),
                null);

        assertThatThrownBy(() -> SetupPlan.of(request)).hasMessageContaining("lies in " + folder);
    }

    @Test
    void wrongAppsAreToldWithTheirField() {
        SetupRequest request = new SetupRequest(
                List.of(new AppRequest("a/b", List.of(folder.toString()), null, List.of())), place("/mnt/x"), null);
        SetupRequest missing = new SetupRequest(
                List.of(new AppRequest("a", List.of(folder + "/gone"), null, List.of())), place("/mnt/x"), null);

        assertThatThrownBy(() -> SetupPlan.of(request)).hasMessageStartingWith("apps[0]: 'a/b' cannot be a name");
        assertThatThrownBy(() -> SetupPlan.of(missing))
                .hasMessage("apps[0]: there is no directory " + folder + "/gone");
    }

    @Test
    void listsDirectories() throws Exception {
        Files.createDirectories(folder.resolve(".hidden"));
        Files.createDirectories(folder.resolve("B"));
        Files.createDirectories(folder.resolve("a"));
        Files.writeString(folder.resolve("file"), "");

        DirectoryListing listing = Directories.list(folder.toString());

        assertThat(listing.entries()).extracting(DirectoryEntry::name).containsExactly(".hidden", "a", "B");
        assertThat(listing.entries().getFirst().hidden()).isTrue();
        assertThat(listing.parent()).isEqualTo(folder.getParent().toString());
        assertThat(listing.problem()).isNull();
        assertThat(Directories.list(folder + "/gone").problem()).endsWith("cannot be listed: it does not exist");
        assertThat(Directories.list("/").parent()).isNull();
    }
}
