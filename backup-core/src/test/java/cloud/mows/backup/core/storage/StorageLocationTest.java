package cloud.mows.backup.core.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StorageLocationTest {
    @ParameterizedTest
    @CsvSource({
        "s3:https://host:9000/bucket/prefix, s3:https://host:9000/bucket/prefix",
        "s3:http://host/bucket/a/b/, s3:http://host/bucket/a/b",
        "s3:host/bucket, s3:https://host/bucket",
        "s3:host/bucket/, s3:https://host/bucket",
        "s3://host/bucket//a/./b, s3:https://host/bucket/a/b",
        "s3:s3.amazonaws.com/bucket/prefix, s3:https://s3.amazonaws.com/bucket/prefix",
        "rest:http://host:8000, rest:http://host:8000/",
        "rest:https://host/path, rest:https://host/path/",
        "rest:https://user:secret@host/path//deep/, rest:https://host/path/deep/",
        "rest:http://[::1]:8000/, rest:http://[::1]:8000/",
        "/srv/backup, /srv/backup",
        "local:/srv/backup, /srv/backup",
        "backup, backup",
        "./odd:name, ./odd:name",
        "local:sftp:x, sftp:x",
    })
    void aLocationIsShownWithoutSecrets(String text, String shown) {
        assertThat(StorageLocation.parse(text)).hasToString(shown);
    }

    @Test
    void itsPartsAreTold() {
        assertThat(StorageLocation.parse("/srv")).isEqualTo(new StorageLocation.Directory(Path.of("/srv")));
        var s3 = (StorageLocation.S3) StorageLocation.parse("s3:http://Host:9000/bucket/a/b");
        assertThat(s3.endpoint()).hasToString("http://host:9000");
        assertThat(s3.bucket()).isEqualTo("bucket");
        assertThat(s3.prefix()).isEqualTo("a/b");
        var rest = (StorageLocation.Rest) StorageLocation.parse("rest:https://us%20er:p%40%2Bss+:x@host/");
        assertThat(rest.login()).isEqualTo(new StorageLocation.Login("us er", "p@+ss+:x"));
        assertThat(rest.login()).hasToString("us er:***");
    }

    @ParameterizedTest
    @CsvSource({
        "sftp:user@host:/srv, sshfs",
        "rclone:remote:path, rclone serve restic",
        "b2:bucket, s3:",
        "azure:x, rclone serve restic",
        "https://host/, rest:https://host",
        "odd:name, local:odd:",
    })
    void whatIsNotSupportedHasAnotherWay(String text, String way) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StorageLocation.parse(text))
                .withMessageContaining("'" + text.substring(0, text.indexOf(':') + 1) + "' are not supported")
                .withMessageContaining(way);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "local:",
                "s3:",
                "s3:host",
                "s3:host/",
                "s3:https://host",
                "s3:key:secret@host/bucket",
                "s3:host/bucket/../other",
                "rest:",
                "rest:host",
                "rest:ftp://host/",
                "rest:https://user:secret@/",
                "rest:https://user:sec ret@host/",
                "rest:https://user:secret@host/?x=secret",
                "sftp:user@host:/srv",
                "b2:bucket",
                "azure:x",
            })
    void whatIsNoneIsRefusedWithoutItsSecret(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StorageLocation.parse(text))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("sec"))
                .satisfies(e -> assertThat(e.getCause()).isNull());
    }
}
