package cloud.mows.backup.schedulers.objects;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExcusesTest {
    private static ObjectKind kind(String fullName) {
        int dot = fullName.indexOf('.');
        return dot < 0
                ? new ObjectKind("", "v1", fullName, "Kind")
                : new ObjectKind(fullName.substring(dot + 1), "v1", fullName.substring(0, dot), "Kind");
    }

    private static Optional<String> reason(String kind, String object) {
        return Excuses.of(kind(kind), Serialization.unmarshal(object, GenericKubernetesResource.class))
                .map(Excuse::reason);
    }

    @ParameterizedTest
    @CsvSource({
        "events, tells what has happened",
        "events.events.k8s.io, tells what has happened",
        "leases.coordination.k8s.io, which program is at work",
        "backups.backup.k8s.mows.cloud, is a run that has been",
        "restores.backup.k8s.mows.cloud, is a run that has been",
        "restorepoints.backup.k8s.mows.cloud, mirrors what the repositories hold",
        "ciliumendpoints.cilium.io, Cilium makes it again"
    })
    void kindsThatNobodyNeedsBack(String kind, String reason) {
        assertThat(Excuses.of(kind(kind)).map(Excuse::reason))
                .hasValueSatisfying(text -> assertThat(text).contains(reason));
    }

    @ParameterizedTest
    @CsvSource({
        "secrets",
        "configmaps",
        "pods",
        "persistentvolumeclaims",
        "services",
        "serviceaccounts",
        "deployments.apps",
        "backuppolicies.backup.k8s.mows.cloud",
        "leases.example.org",
        "things.example.org"
    })
    void whatAPersonMadeIsCaptured(String kind) {
        assertThat(Excuses.of(kind(kind))).isEmpty();
        assertThat(reason(kind, "{\"metadata\": {\"name\": \"a\"}, \"type\": \"Opaque\"}"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"pods, ReplicaSet", "replicasets.apps, Deployment", "jobs.batch, CronJob"})
    void whatAnOwnerMakesAgainIsExcused(String kind, String owner) {
        String owned = "{\"metadata\": {\"name\": \"a\", \"ownerReferences\": [{\"kind\": \"" + owner
                + "\", \"name\": \"web\", \"controller\": %s}]}}";
        assertThat(reason(kind, owned.formatted(true))).contains("is made again by " + owner + " web");
        assertThat(reason(kind, owned.formatted(false))).isEmpty();
        assertThat(reason("secrets", owned.formatted(true))).isEmpty();
    }

    @Test
    void onlyWhatTheClusterMadeByItself() {
        assertThat(reason("configmaps", "{\"metadata\": {\"name\": \"kube-root-ca.crt\"}}"))
                .isPresent();
        assertThat(reason(
                        "endpoints",
                        "{\"metadata\": {\"name\": \"e\", \"annotations\":"
                                + " {\"endpoints.kubernetes.io/last-change-trigger-time\": \"x\"}}}"))
                .isPresent();
        assertThat(reason("endpoints", "{\"metadata\": {\"name\": \"by-hand\"}}"))
                .isEmpty();
        assertThat(
                        reason(
                                "endpointslices.discovery.k8s.io",
                                "{\"metadata\": {\"name\": \"e\", \"labels\":"
                                        + " {\"endpointslice.kubernetes.io/managed-by\": \"endpointslice-controller.k8s.io\"}}}"))
                .isPresent();
        assertThat(reason(
                        "endpointslices.discovery.k8s.io",
                        "{\"metadata\": {\"name\": \"e\", \"labels\":"
                                + " {\"endpointslice.kubernetes.io/managed-by\": \"somebody\"}}}"))
                .isEmpty();
    }

    /** As the EndpointSlice of the Service {@code kubernetes} is, and whatever people write by hand. */
    @ParameterizedTest
    @CsvSource({
        "endpointslices.discovery.k8s.io",
        "endpoints",
        "secrets",
        "configmaps",
        "pods",
        "jobs.batch",
        "services"
    })
    void noLabelsAnnotationsOrOwnersAreNeeded(String kind) {
        assertThat(reason(kind, "{\"metadata\": {\"name\": \"kubernetes\"}}")).isEmpty();
        assertThat(reason(kind, "{\"metadata\": {\"name\": \"kubernetes\", \"labels\": {}, \"annotations\": {}}}"))
                .isEmpty();
    }

    /** No controller makes them any more by itself; whoever made one by hand has programs that use it. */
    @Test
    void aTokenThatAPersonAskedForIsCaptured() {
        assertThat(reason(
                        "secrets",
                        "{\"metadata\": {\"name\": \"t\"}, \"type\": \"kubernetes.io/service-account-token\"}"))
                .isEmpty();
    }
}
