package cloud.mows.backup.dashboards.cluster.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.core.recovery.RecoverySecret;
import cloud.mows.backup.crds.repository.Repository;
import cloud.mows.backup.dashboards.cluster.PlayedCluster;
import cloud.mows.backup.dashboards.people.OwnRights;
import cloud.mows.backup.dashboards.people.People;
import cloud.mows.backup.dashboards.people.Rights;
import cloud.mows.backup.dashboards.problem.ApiException;
import cloud.mows.backup.dashboards.store.FreshWords;
import cloud.mows.backup.dashboards.store.Place;
import io.fabric8.kubernetes.api.model.Secret;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterRepositoriesTest {
    private static final Rights ME = new OwnRights();

    private final PlayedCluster cluster = new PlayedCluster().repository("disk", "/backup", PlayedCluster.READY);
    private final ClusterRepositories repositories =
            new ClusterRepositories(cluster.api, cluster.look(), "mows-backup");

    private static NewRepository s3(String name, @Nullable String secret, boolean existing) {
        return new NewRepository(
                new Place(name, "s3:https://s3.example.org/b/home", "key", " secret ", null, null, null),
                secret,
                existing);
    }

    private Repository made(String name) {
        return cluster.api.all(Repository.class).stream()
                .filter(repository -> repository.getMetadata().getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aPlaceIsARepositoryAndASecretThatItAloneNames() {
        PlaceList list = repositories.add(ME, s3("offsite", "a password", false));

        assertThat(list.places()).extracting(ClusterPlace::name).containsExactly("disk", "offsite");
        Secret secret = cluster.api.all(Secret.class).getFirst();
        assertThat(secret.getMetadata().getNamespace()).isEqualTo("mows-backup");
        assertThat(secret.getMetadata().getName()).matches("repository-offsite-[0-9a-f]{8}");
        assertThat(secret.getStringData())
                .containsOnly(
                        Map.entry("password", "a password"),
                        Map.entry("AWS_ACCESS_KEY_ID", "key"),
                        Map.entry("AWS_SECRET_ACCESS_KEY", "secret"));
        var spec = made("offsite").getSpec();
        assertThat(spec.address()).isEqualTo("s3:https://s3.example.org/b/home");
        assertThat(spec.password().name()).isEqualTo(secret.getMetadata().getName());
        assertThat(spec.credentialsSecret()).isEqualTo(secret.getMetadata().getName());
        assertThat(spec.initialize()).isTrue();
    }

    @Test
    void wordsStandForThePasswordThatTheyDerive() {
        FreshWords words = repositories.words(ME);
        assertThat(words.words()).hasSize(12);
        assertThat(words.ask()).hasSize(3).isSorted().allMatch(number -> number >= 1 && number <= 12);
        assertThat(repositories.words(ME).words()).isNotEqualTo(words.words());

        String typed = String.join(" ", words.words());
        repositories.add(ME, s3("offsite", typed, false));

        assertThat(cluster.api.all(Secret.class).getFirst().getStringData())
                .containsEntry("password", RecoverySecret.parse(typed).repositoryPassword());
    }

    @Test
    void oneThatIsThereIsNotMade() {
        repositories.add(
                ME,
                new NewRepository(
                        new Place("friend", "rest:https://friend.example.org/us/", null, null, null, null, null),
                        "p",
                        true));

        assertThat(made("friend").getSpec().initialize()).isFalse();
        assertThat(made("friend").getSpec().credentialsSecret())
                .as("nothing lets us in but the password of the repository")
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3:https://key:secret@s3.example.org/b",
                "s3:https://s3.example.org",
                "/backup",
                "ftp://example.org/b",
                ""
            })
    void whatIsNoPlaceIsRefused(String address) {
        NewRepository wanted =
                new NewRepository(new Place("offsite", address, null, null, null, null, null), "p", false);

        assertThatThrownBy(() -> repositories.add(ME, wanted)).isInstanceOf(ApiException.class);
        assertThat(cluster.api.all(Secret.class)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Off Site", "-a", "a.b", "a/b", "disk"})
    void aNameThatCannotBeUsedOrIsTakenIsRefusedBeforeAnythingIsMade(String name) {
        assertThatThrownBy(() -> repositories.add(ME, s3(name, "p", false))).isInstanceOf(ApiException.class);
        assertThat(cluster.api.all(Secret.class)).isEmpty();
    }

    @Test
    void wordsThatAreMiswrittenAreRefused() {
        String words = "abandon ".repeat(11) + "zoo";

        assertThatThrownBy(() -> repositories.add(ME, s3("offsite", words, false)))
                .hasMessageContaining("do not belong together")
                .isInstanceOf(ApiException.class);
        assertThatThrownBy(() -> repositories.add(ME, s3("offsite", " ", false)))
                .hasMessageContaining("nothing was given");
    }

    @Test
    void whoMayMakeNoRepositoryMakesNoSecretEither() {
        Rights somebody = People.who(right -> right.verb().equals("list"));

        assertThat(repositories.all(somebody).missingToAdd())
                .containsExactly("create repositories.backup.k8s.mows.cloud in the whole cluster");
        assertThatThrownBy(() -> repositories.add(somebody, s3("offsite", "p", false)))
                .hasMessageContaining("create repositories");
        assertThat(cluster.api.all(Secret.class)).isEmpty();
        assertThat(cluster.api.all(Repository.class)).hasSize(1);
    }

    @Test
    void onlyAPlaceWithoutRestorePointsIsRemoved() {
        repositories.add(ME, s3("offsite", "p", false));

        assertThatThrownBy(() -> repositories.remove(ME, "disk")).hasMessageContaining("lie 1 restore points");
        assertThat(repositories.remove(ME, "offsite").places())
                .extracting(ClusterPlace::name)
                .containsExactly("disk");
        assertThat(cluster.api.all(Secret.class))
                .as("nobody deletes what opens it")
                .hasSize(1);
        assertThatThrownBy(() -> repositories.remove(ME, "offsite")).hasMessageContaining("no place 'offsite'");
    }

    @Test
    void countsWhatCameIntoAPlaceSinceSomebodyLooked() {
        cluster.repository("offsite", "s3:https://s3.example.org/b", PlayedCluster.READY);
        assertThat(repositories.all(ME).places().get(1).restorePoints()).isZero();
        cluster.backedUp("photos", Duration.ofHours(2), "offsite");

        assertThatThrownBy(() -> repositories.remove(ME, "offsite")).isInstanceOf(ApiException.class);
    }
}
