package cloud.mows.backup.app.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecondRepositoryAccessTest {
    private static final Map<String, String> BOTH = Map.of(
            "MOWS_BACKUP_REPOSITORY", "s3:https://friend/b",
            "MOWS_BACKUP_CACERT", "/friend.pem",
            "AWS_ACCESS_KEY_ID", "friend",
            "RESTIC_REST_PASSWORD", "friend",
            "MOWS_BACKUP_FROM_REPOSITORY", "s3:https://home/b",
            "MOWS_BACKUP_FROM_PASSWORD_FILE", "/home",
            "MOWS_BACKUP_FROM_AWS_ACCESS_KEY_ID", "home");

    private static Map<String, String> second(SecondRepository repository) {
        return repository.environment(new Environment(BOTH, Path.of("/"))).variables();
    }

    @Test
    void oneWithItsOwnAccessIsNotShownThatOfTheFirst() {
        assertThat(second(SecondRepository.withOwnAccess()))
                .containsEntry("MOWS_BACKUP_REPOSITORY", "s3:https://home/b")
                .containsEntry("MOWS_BACKUP_PASSWORD_FILE", "/home")
                .containsEntry("AWS_ACCESS_KEY_ID", "home")
                .doesNotContainValue("friend")
                .doesNotContainValue("/friend.pem");
    }

    /** As restic does. */
    @Test
    void othersShareIt() {
        assertThat(second(new SecondRepository()))
                .containsEntry("MOWS_BACKUP_REPOSITORY", "s3:https://home/b")
                .containsEntry("AWS_ACCESS_KEY_ID", "friend");
    }
}
