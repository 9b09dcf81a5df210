package cloud.mows.backup.dashboards.host;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.crds.schedule.Schedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DocumentsTest {
    @TempDir
    Path folder;

    @Test
    void anAppThatIsPausedStaysSoUntilSomebodyGoesOn() throws Exception {
        Documents documents = new Documents(folder);
        Named<AppSpec> paused =
                new Named<>("photos", new AppSpec(List.of("/a"), List.of(), List.of(), null, null, true));

        documents.save(paused);

        assertThat(documents.load().app("photos")).contains(paused);
        assertThat(documents.load().app("photos").orElseThrow().spec().active()).isFalse();
        documents.save(new Named<>("photos", paused.spec().resumed()));
        assertThat(documents.load().app("photos").orElseThrow().spec().active()).isTrue();
        assertThat(folder.resolve("apps/photos.yaml")).content().doesNotContain("paused");
    }

    @Test
    void whatWasSavedIsRead() throws Exception {
        Named<RepositorySpec> repository =
                new Named<>("disk", new RepositorySpec("/mnt/disk", "secrets/disk.password", null, null, null));
        Named<AppSpec> app = new Named<>(
                "Photos of Änne",
                new AppSpec(
                        List.of("/home/a/photos"),
                        List.of(),
                        List.of("*.tmp"),
                        Schedule.cron("0 3 * * *"),
                        null,
                        null));
        Documents documents = new Documents(folder);

        documents.save(repository, List.of(app));

        Documents.Loaded loaded = documents.load();
        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.repository()).contains(repository);
        assertThat(loaded.app("Photos of Änne")).contains(app);
        assertThat(folder.resolve("apps/Photos of Änne.yaml")).hasContent("""
                apiVersion: "backup.mows.cloud/v1alpha1"
                kind: "App"
                metadata:
                  name: "Photos of Änne"
                spec:
                  directories:
                  - "/home/a/photos"
                  excludes:
                  - "*.tmp"
                  schedule:
                    cron: "0 3 * * *"
                """);
    }

    @Test
    void nothingIsThereAtFirst() {
        Documents.Loaded loaded = new Documents(folder).load();

        assertThat(loaded.repository()).isEmpty();
        assertThat(loaded.apps()).isEmpty();
        assertThat(loaded.problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "spec: {directories: [/a], direcories: [/b]} | spec.direcories: there is no such field; there are"
                        + " databases, directories, excludes, paused, retention, schedule",
                "spec: {directories: []} | spec: there are neither directories nor databases: name at least one",
                "spec: {directories: [/a/../etc]} | spec: directories: '/a/../etc' is not a whole path, as"
                        + " /home/me/photos is one",
                "spec: {directories: [/a], schedule: {cron: tomorrow}} | spec.schedule: cron has five fields, as in"
                        + " \"0 3 * * *\", or is @hourly, @daily, @weekly, @monthly or @yearly; the time zone goes"
                        + " into timeZone",
                "spec: {directories: [/], databases: [{name: main, kind: PostgreSQL}]} | spec: directories: '/' cannot be saved"
                        + " where dumps of databases lie in a restore point, in /databases: make an app without databases of it",
                "spec: {databases: [{name: main, kind: PostgreSQL, port: 0}]} | spec.databases.[0]: databases: port 0 is not"
                        + " within 1 and 65535",
                "spec: {databases: [{name: m, kind: PostgreSQL}, {name: m, kind: PostgreSQL}]} | spec: databases: two servers have"
                        + " one name",
                "nothing: 1 | nothing: there is no such field; there are apiVersion, kind, metadata, spec"
            })
    void aBrokenDocumentIsToldWithItsField(String spec, String why) throws IOException {
        write("photos", "apiVersion: backup.mows.cloud/v1alpha1\nkind: App\nmetadata: {name: photos}\n" + spec);

        Documents.Loaded loaded = new Documents(folder).load();

        assertThat(loaded.problems())
                .extracting(DocumentProblem::toString)
                .containsExactly(folder.resolve("apps/photos.yaml") + ": " + why);
    }

    @Test
    void anotherNameKindOrVersionIsRefused() throws IOException {
        write("photos", "apiVersion: v1\nkind: App\nmetadata: {name: photos}\nspec: {directories: [/a]}");
        write("music", """
                apiVersion: backup.mows.cloud/v1alpha1
                kind: App
                metadata: {name: photos}
                spec: {directories: [/a]}
                """);
        write("empty", "");

        assertThat(new Documents(folder).load().problems())
                .extracting(DocumentProblem::why)
                .containsExactly(
                        "it is empty",
                        "metadata.name must be music, and is photos",
                        "apiVersion must be backup.mows.cloud/v1alpha1, and is v1");
    }

    @Test
    void namesStayInTheirDirectory() {
        for (String name : List.of("", "../x", "a/b", ".hidden", "a,b", "x".repeat(64), "a\n", "end ")) {
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> Named.requireName(name))
                    .as(name)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private void write(String name, String yaml) throws IOException {
        Files.createDirectories(folder.resolve("apps"));
        Files.writeString(folder.resolve("apps/" + name + ".yaml"), yaml);
    }
}
