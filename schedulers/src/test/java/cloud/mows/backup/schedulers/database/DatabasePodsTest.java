package cloud.mows.backup.schedulers.database;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.crds.backup.DatabaseKind;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabasePodsTest {
    private final List<Pod> pods = new ArrayList<>();

    private void pod(String metadata, String containers, String phase) {
        pods.add(Serialization.unmarshal("""
                apiVersion: v1
                kind: Pod
                metadata: %s
                spec: {containers: %s}
                status: {phase: %s}
                """.formatted(metadata, containers, phase), Pod.class));
    }

    private List<String> found() {
        return DatabasePods.find(pods).stream()
                .map(each -> each.name() + "=" + each.pod() + "/" + each.container()
                        + each.objection().map(why -> ": " + why).orElse(""))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres",
                "postgres:17-alpine",
                "docker.io/library/postgres:17@sha256:ab",
                "registry:5000/bitnami/postgresql",
                "ghcr.io/immich-app/postgres:14-vectorchord",
                "postgis/postgis:16",
                "timescale/timescaledb-ha:pg17",
                "tensorchord/pgvecto-rs:pg16",
            })
    void imagesAreKnownByTheirNames(String image) {
        pod("{name: db-0}", "[{name: web, image: nginx}, {name: db, image: \"" + image + "\"}]", "Running");
        assertThat(found()).containsExactly("db-0=db-0/db");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mariadb:11.4",
                "docker.io/bitnami/mariadb:11",
                "bitnami/mariadb-galera",
                "lscr.io/linuxserver/mariadb@sha256:ab",
                "yobasystems/alpine-mariadb",
            })
    void thoseOfMariaDbToo(String image) {
        pod("{name: db-0}", "[{name: db, image: \"" + image + "\"}]", "Running");
        assertThat(DatabasePods.find(pods))
                .singleElement()
                .satisfies(found -> assertThat(found.kind()).isEqualTo(DatabaseKind.MARIADB));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ghcr.io/mariadb-operator/mariadb-operator",
                "prom/mysqld-exporter",
                "prometheuscommunity/postgres-exporter",
                "ghcr.io/zalando/postgres-operator:1",
                "postgres/pgadmin4",
                "edoburu/pgbouncer",
            })
    void othersAreNot(String image) {
        pod("{name: a}", "[{name: a, image: \"" + image + "\"}]", "Running");
        assertThat(found()).isEmpty();
    }

    @Test
    void aServerIsToldFromClientsByItsPort() {
        pod(
                "{name: db-0}",
                "[{name: writer, image: postgres}, {name: server, image: postgres, ports: [{containerPort: 5432}]}]",
                "Running");
        assertThat(found()).containsExactly("db-0=db-0/server");
    }

    @Test
    void podsOfADeploymentKeepTheNameOfIt() {
        String labels = "labels: {pod-template-hash: 5d9c7}, generateName: db-5d9c7-";
        pod("{name: db-5d9c7-x, " + labels + "}", "[{name: db, image: postgres}]", "Running");
        pod("{name: db-5d9c7-y, " + labels + "}", "[{name: db, image: postgres}]", "Pending");
        assertThat(found()).containsExactly("db=db-5d9c7-x/db", "db-5d9c7-y=db-5d9c7-y/db");
    }

    @Test
    void tasksAndWhatHasEndedAreNoServers() {
        pod(
                "{name: load-x, ownerReferences: [{apiVersion: batch/v1, kind: Job, name: load, uid: u}]}",
                "[{name: a, image: postgres}]",
                "Running");
        pod("{name: old}", "[{name: a, image: postgres}]", "Failed");
        pod("{name: going, deletionTimestamp: \"2026-11-30T00:00:00Z\"}", "[{name: a, image: postgres}]", "Running");
        assertThat(found()).isEmpty();
    }

    @Test
    void ofAClusterOfCloudNativePgThePrimaryIsDumped() {
        instance("notes-1", "cnpg.io/instanceRole: replica, role: primary");
        instance("notes-2", "cnpg.io/instanceRole: primary, role: replica");
        instance("old-1", "role: replica");
        instance("old-2", "role: primary");
        instance("new-1", "cnpg.io/podRole: instance");
        pod(
                "{name: notes-pooler, labels: {cnpg.io/cluster: notes, cnpg.io/podRole: pooler}}",
                "[{name: pgbouncer, image: ghcr.io/cloudnative-pg/pgbouncer}]",
                "Running");
        assertThat(found())
                .containsExactly(
                        "new=new-1/postgres: none of the pods of cluster new of CloudNativePG has the label"
                                + " cnpg.io/instanceRole=primary",
                        "notes=notes-2/postgres",
                        "old=old-2/postgres");
    }

    private void instance(String name, String labels) {
        pod(
                "{name: " + name + ", labels: {cnpg.io/cluster: " + name.replaceFirst("-.*", "") + ", " + labels + "}}",
                "[{name: plugin, image: postgres}, {name: postgres, image: \"registry/own\"}]",
                "Running");
    }
}
