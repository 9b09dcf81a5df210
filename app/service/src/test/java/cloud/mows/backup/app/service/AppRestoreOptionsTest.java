package cloud.mows.backup.app.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AppRestoreOptionsTest {
    private static AppRestoreOptions parse(String... words) {
        return AppRestoreOptions.parse(
                Stream.concat(Stream.of("app", "restore"), Stream.of(words)).toList());
    }

    @Test
    void takesOneAppAndWhen() {
        AppRestoreOptions plain = parse("photos");
        assertThat(plain.app()).isEqualTo("photos");
        assertThat(plain.namespace()).isEqualTo("mows-backup");
        assertThat(List.of(plain.planOnly(), plain.yes(), plain.json())).containsOnly(false);
        AppRestoreOptions full = parse(
                "--plan",
                "--as-of",
                "2026-11-29T03:00:00Z",
                "photos",
                "--json",
                "--controller-namespace=backup",
                "--yes");
        assertThat(full.asOf()).contains(Instant.parse("2026-11-29T03:00:00Z"));
        assertThat(full.namespace()).isEqualTo("backup");
        assertThat(List.of(full.planOnly(), full.yes(), full.json())).containsOnly(true);
        assertThat(parse("photos", "--restore-point=p").point()).contains("p");
        assertThat(List.of(plain.replace(), plain.delete())).containsOnly(false);
        assertThat(List.of(
                        plain.undo(),
                        plain.cancel(),
                        parse("photos", "--no-save").save()))
                .containsOnly(false);
        assertThat(List.of(
                        plain.save(),
                        parse("photos", "--undo").undo(),
                        parse("photos", "--cancel").cancel()))
                .containsOnly(true);
        AppRestoreOptions beside =
                parse("photos", "--to", "copy", "--storage-class=a=b", "--only=ConfigMap/a", "--only", "Secret/b");
        assertThat(beside.to()).contains("copy");
        assertThat(beside.storageClasses()).isEqualTo(Map.of("a", "b"));
        assertThat(beside.only()).containsExactly("ConfigMap/a", "Secret/b");
        AppRestoreOptions inPlace = parse("photos", "--replace", "--delete");
        assertThat(List.of(inPlace.replace(), inPlace.delete())).containsOnly(true);
    }

    @Test
    void saysWhatIsWrong() {
        refused("needs the name of one app");
        refused("brings one app back, not photos and blog", "photos", "blog");
        refused("unknown option --force", "photos", "--force");
        refused("--as-of needs a value", "photos", "--as-of");
        refused("--as-of needs a time like 2026-11-29T03:00:00Z, not 'yesterday'", "photos", "--as-of=yesterday");
        refused("--undo and --restore-point cannot be used together", "photos", "--undo", "--restore-point=p");
        refused("--undo and --cancel cannot be used together", "photos", "--undo", "--cancel");
        refused("--storage-class needs OLD=NEW, not 'a'", "photos", "--storage-class=a");
        refused(
                "--only needs KIND/NAME like Deployment/web, or a path like /volumes/files/diary, not 'web'",
                "photos",
                "--only=web");
        refused("--only with a path needs --replace", "photos", "--only=/volumes/files/diary");
        assertThat(parse("photos", "--only=/volumes/files/diary", "--replace").only())
                .containsExactly("/volumes/files/diary");
        refused("--delete needs --replace", "photos", "--delete");
        refused("cannot be used together", "photos", "--as-of=2026-11-29T03:00:00Z", "--restore-point=p");
    }

    private static void refused(String message, String... words) {
        assertThatThrownBy(() -> parse(words))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
