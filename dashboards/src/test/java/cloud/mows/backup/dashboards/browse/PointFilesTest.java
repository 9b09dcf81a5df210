package cloud.mows.backup.dashboards.browse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.cluster.api.MemoryCluster;
import cloud.mows.backup.crds.browse.BrowseSession;
import cloud.mows.backup.crds.browse.BrowseSessionStatus;
import cloud.mows.backup.crds.meta.Condition;
import cloud.mows.backup.crds.meta.ConditionStatus;
import cloud.mows.backup.crds.repository.Repository;
import cloud.mows.backup.crds.restore.RestorePoint;
import cloud.mows.backup.crds.restore.RestorePointSpec;
import cloud.mows.backup.dashboards.people.OwnRights;
import cloud.mows.backup.dashboards.people.Rights;
import cloud.mows.backup.dashboards.point.FileEntry;
import cloud.mows.backup.dashboards.point.FileKind;
import cloud.mows.backup.dashboards.point.FileListing;
import cloud.mows.backup.dashboards.problem.ApiException;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Beside a server that answers as a session does; the real one is asked in the tests with a cluster. */
class PointFilesTest {
    private static final String SNAPSHOT = "5a".repeat(32);

    private final MemoryCluster cluster = new MemoryCluster();
    private final PointFiles files =
            new PointFiles(cluster, new RepositoryReader(new BrowseSessions(cluster, "care", Reach.direct())));
    private final Rights who = new OwnRights();
    private final Map<String, String> answers = new TreeMap<>();
    private final List<String> keys = new ArrayList<>();
    private HttpServer server;
    private boolean refuses;

    @BeforeEach
    void begin() throws IOException {
        listen();
        repository("offsite", "True");
        repository("friend", "True");
        cluster.put(Serialization.unmarshal("""
                apiVersion: backup.k8s.mows.cloud/v1alpha1
                kind: RestorePoint
                metadata: {name: album-1}
                spec:
                  cluster: c
                  app: album
                  backupUid: u
                  backupName: n
                  time: "2026-11-29T03:00:00Z"
                  ledger: {captured: 1, excused: 0, failed: 0}
                  copies: [{repository: offsite, snapshot: %s}, {repository: friend, snapshot: %s}]
                """.formatted(SNAPSHOT, SNAPSHOT), RestorePoint.class));
        // As the controller would.
        cluster.onCreate(object -> {
            if (object instanceof BrowseSession session) {
                session.setStatus(refuses ? refusal() : running());
            }
        });
    }

    private void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String key = exchange.getRequestHeaders().getFirst("Authorization").substring("Bearer ".length());
            keys.add(key);
            byte[] body = answers.getOrDefault(
                            exchange.getRequestURI().toString(), "{\"detail\": \"there is no such file\"}")
                    .getBytes(StandardCharsets.UTF_8);
            boolean known = answers.containsKey(exchange.getRequestURI().toString());
            exchange.sendResponseHeaders(known ? 200 : 404, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void end() {
        files.close();
        server.stop(0);
    }

    private void repository(String name, String ready) {
        cluster.put(Serialization.unmarshal("""
                apiVersion: backup.k8s.mows.cloud/v1alpha1
                kind: Repository
                metadata: {name: %s}
                spec: {address: "s3:https://s3.example.org/backups", password: {name: p, key: password}}
                status: {conditions: [{type: Ready, status: "%s", reason: Is, lastTransitionTime: "2026-11-29T03:00:00Z"}]}
                """.formatted(name, ready), Repository.class));
    }

    private BrowseSessionStatus running() {
        return new BrowseSessionStatus(
                1L,
                List.of(new Condition("Ready", ConditionStatus.TRUE, "Running", "", Instant.EPOCH, 1L)),
                "127.0.0.1:" + server.getAddress().getPort());
    }

    private static BrowseSessionStatus refusal() {
        return new BrowseSessionStatus(
                1L,
                List.of(new Condition(
                        "Ready", ConditionStatus.FALSE, "JobFailed", "The password is wrong.", Instant.EPOCH, 1L)),
                null);
    }

    private void answer(String question, String body) {
        answers.put("/v1/snapshots/" + SNAPSHOT + "/" + question, body);
    }

    private BrowseSession session() {
        List<BrowseSession> all = cluster.all(BrowseSession.class);
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    @Test
    void aFolderIsListedByASessionWhoseKeyOnlyWeKnow() throws Exception {
        answer("entries?path=%2Fvolumes&after=&limit=1000", """
                {"name":"caf%C3","type":"dir","size":0,"mtime":"2026-11-29T03:00:00Z"}
                {"name":"a%20%26","type":"file","size":7,"mtime":"2026-11-29T03:00:00.5Z"}
                {"more":true}
                """);

        FileListing listing = files.list(who, "album", "album-1", "/volumes", null, 1000);

        assertThat(listing.entries())
                .containsExactly(
                        new FileEntry(
                                "caf\ufffd",
                                "/volumes/caf\\xc3",
                                FileKind.Directory,
                                null,
                                Instant.parse("2026-11-29T03:00:00Z")),
                        new FileEntry(
                                "a &", "/volumes/a &", FileKind.File, 7L, Instant.parse("2026-11-29T03:00:00.5Z")));
        assertThat(listing.next()).isEqualTo("a &");
        assertThat(session().getSpec().repository()).isEqualTo("offsite");
        String hash = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256")
                        .digest(keys.getFirst().getBytes(StandardCharsets.UTF_8)));
        assertThat(session().getSpec().keyHash()).isEqualTo(hash);
        assertThat(session().toString()).doesNotContain(keys.getFirst());

        answer("entries?path=%2Fvolumes%2Fcaf%C3&after=b%25&limit=1", "{\"more\":false}\n");
        assertThat(files.list(who, "album", "album-1", "/volumes/caf\\xc3", "b%", 1)
                        .entries())
                .isEmpty();
        assertThat(cluster.all(BrowseSession.class)).as("sessions").hasSize(1);
    }

    @Test
    void aListThatBreaksOffIsNoList() {
        answer(
                "entries?path=%2F&after=&limit=9",
                "{\"name\":\"a\",\"type\":\"dir\",\"size\":0,\"mtime\":\"2026-11-29T03:00:00Z\"}\n");
        assertThatThrownBy(() -> files.list(who, "album", "album-1", "/", null, 9))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("broke off");
    }

    @Test
    void aPodThatIsGoneIsReplacedUnseen() throws Exception {
        answer("content?path=%2Fdiary", "Dear diary\n");
        read("/diary");
        String before = session().getMetadata().getName();
        server.stop(0);
        listen();

        // The old address answers nobody; at the new one it is another key.
        assertThat(read("/diary")).isEqualTo("Dear diary\n");
        assertThat(session().getMetadata().getName()).isNotEqualTo(before);
        assertThat(keys.getFirst()).isNotEqualTo(keys.getLast());
    }

    private String read(String path) throws IOException {
        try (PointFiles.Download download = files.content(who, "album", "album-1", path)) {
            assertThat(download.length()).hasValue("Dear diary\n".length());
            return new String(download.bytes().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void anObjectIsShownAsYaml() {
        answer("content?path=%2Fobjects%2Fconfigmaps%2Fsettings.json", """
                {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "settings", "uid": "u-1",
                 "creationTimestamp": "2026-11-30T17:48:03Z", "managedFields": [{"manager": "kubectl"}]}, "data": {"colour": "red"}}""");
        ObjectText text = files.object(who, "album", "album-1", "/objects/configmaps/settings.json");
        assertThat(text.kind()).isEqualTo("ConfigMap");
        assertThat(text.name()).isEqualTo("settings");
        assertThat(text.yaml())
                .startsWith("apiVersion: ")
                .contains("colour: \"red\"", "uid: \"u-1\"")
                .doesNotContain("managedFields");
        assertThat(text.comparable()).contains("colour: \"red\"").doesNotContain("u-1", "2026");
        assertThatThrownBy(() -> files.object(who, "album", "album-1", "/volumes/a"))
                .isInstanceOf(ApiException.class);
    }

    /** A point of the app with a copy in each of these places. */
    private void point(String name, String snapshot, String... repositories) {
        RestorePoint point = cluster.all(RestorePoint.class).getFirst();
        RestorePoint another = Serialization.clone(point);
        another.getMetadata().setName(name);
        another.setSpec(Serialization.unmarshal(
                Serialization.asJson(point.getSpec())
                        .replaceAll(
                                "\"copies\":\\[.*?\\]",
                                "\"copies\":["
                                        + Arrays.stream(repositories)
                                                .map(place -> "{\"repository\":\"" + place + "\",\"snapshot\":\""
                                                        + snapshot + "\"}")
                                                .collect(Collectors.joining(","))
                                        + "]"),
                RestorePointSpec.class));
        cluster.put(another);
    }

    @Test
    void whatChangedIsAskedOfAPlaceThatHasBoth() {
        String earlier = "3c".repeat(32);
        point("album-0", earlier, "attic", "friend");
        answer("changes?since=" + earlier + "&limit=100", """
                {"path":"%2Fobjects%2Fconfigmaps%2Fa.json","directory":false,"change":"M"}
                {"path":"%2Fvolumes%2Fcaf%C3","directory":true,"change":"+"}
                {"path":"%2Fvolumes%2Fold","directory":false,"change":"-"}
                {"path":"%2Fvolumes%2Fodd","directory":false,"change":"TM?"}
                {"more":true}
                """);

        PointChanges changes = files.changes(who, "album", "album-1", "album-0", 100);

        assertThat(changes.changes())
                .containsExactly(
                        new PointChange(
                                "/objects/configmaps/a.json",
                                "/objects/configmaps/a.json",
                                PointChange.Kind.Changed,
                                false),
                        new PointChange("/volumes/caf\\xc3", "/volumes/caf\ufffd", PointChange.Kind.Added, true),
                        new PointChange("/volumes/old", "/volumes/old", PointChange.Kind.Removed, false),
                        new PointChange("/volumes/odd", "/volumes/odd", PointChange.Kind.Changed, false));
        assertThat(changes.more()).isTrue();
        assertThat(session().getSpec().repository()).isEqualTo("friend");
    }

    @Test
    void pointsOfNoCommonPlaceAndOfAnotherAppAreNotCompared() {
        point("album-0", "3c".repeat(32), "attic");
        assertThatThrownBy(() -> files.changes(who, "album", "album-1", "album-0", 100))
                .hasMessageContaining("no place has both");
        assertThatThrownBy(() -> files.changes(who, "album", "album-1", "photos-1", 100))
                .hasMessageContaining("'album' has no restore point 'photos-1'");
        assertThat(cluster.all(BrowseSession.class)).isEmpty();
    }

    @Test
    void thePlaceThatOpensIsTaken() {
        repository("offsite", "False");
        answer("entries?path=%2F&after=&limit=9", "{\"more\":false}\n");
        files.list(who, "album", "album-1", "/", null, 9);
        assertThat(session().getSpec().repository()).isEqualTo("friend");
    }

    @Test
    void whatCannotBeIsSaidAndNothingIsLeft() {
        refuses = true;
        assertThatThrownBy(() -> files.list(who, "album", "album-1", "/", null, 9))
                .hasMessageContaining("The password is wrong.");
        assertThat(cluster.all(BrowseSession.class)).isEmpty();
        assertThatThrownBy(() -> files.list(who, "photos", "album-1", "/", null, 9))
                .hasMessageContaining("'photos' has no restore point 'album-1'");
        assertThatThrownBy(() -> files.list(who, "album", "album-1", "/../etc", null, 9))
                .hasMessageContaining("not a whole path");
        refuses = false;
        assertThatThrownBy(() -> files.content(who, "album", "album-1", "/nowhere"))
                .hasMessageContaining("there is no such file");
    }

    @Test
    void sessionsEndWithTheProgram() {
        answer("entries?path=%2F&after=&limit=9", "{\"more\":false}\n");
        files.list(who, "album", "album-1", "/", null, 9);
        files.close();
        assertThat(cluster.all(BrowseSession.class)).isEmpty();
    }
}
