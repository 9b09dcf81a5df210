package cloud.mows.backup.dashboards.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import cloud.mows.backup.cluster.api.MemoryCluster;
import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.crds.policy.BackupPolicy;
import cloud.mows.backup.crds.policy.ClusterBackupPolicy;
import cloud.mows.backup.crds.policy.ClusterBackupPolicySpec;
import cloud.mows.backup.crds.repository.Repository;
import cloud.mows.backup.crds.restore.Restore;
import cloud.mows.backup.crds.restore.RestorePoint;
import cloud.mows.backup.crds.restore.RestoreStatus;
import cloud.mows.backup.dashboards.browse.PointFiles;
import cloud.mows.backup.dashboards.browse.PointFilesResource;
import cloud.mows.backup.dashboards.browse.SnapshotReader;
import cloud.mows.backup.dashboards.cluster.activity.ClusterActivity;
import cloud.mows.backup.dashboards.cluster.activity.RunSelection;
import cloud.mows.backup.dashboards.cluster.place.ClusterRepositories;
import cloud.mows.backup.dashboards.cluster.place.NewRepository;
import cloud.mows.backup.dashboards.cluster.policy.ClusterPolicies;
import cloud.mows.backup.dashboards.cluster.policy.PolicyChange;
import cloud.mows.backup.dashboards.cluster.policy.PolicyKeep;
import cloud.mows.backup.dashboards.cluster.policy.PolicyResource;
import cloud.mows.backup.dashboards.cluster.policy.PolicyTimes;
import cloud.mows.backup.dashboards.cluster.request.RequestAnswers;
import cloud.mows.backup.dashboards.cluster.request.RequestApproval;
import cloud.mows.backup.dashboards.cluster.request.RequestDenial;
import cloud.mows.backup.dashboards.people.OwnRights;
import cloud.mows.backup.dashboards.people.People;
import cloud.mows.backup.dashboards.people.Right;
import cloud.mows.backup.dashboards.people.Rights;
import cloud.mows.backup.dashboards.problem.ApiException;
import cloud.mows.backup.dashboards.store.Place;
import cloud.mows.backup.restore.plan.ObjectAction;
import cloud.mows.backup.restore.plan.ObjectReference;
import cloud.mows.backup.restore.plan.ObjectStep;
import cloud.mows.backup.restore.plan.PlanText;
import cloud.mows.backup.restore.plan.RestorePlan;
import cloud.mows.backup.schedulers.answer.Requests;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is asked of a cluster, this program could do for anybody. So every method of every resource is called here by people who may do
 * nothing, or only look: one that forgets to ask fails, and so does one whose resource or arguments are not known here.
 */
final class EveryMethodAsksTest {
    private static final Instant NOW = Instant.parse("2026-11-30T04:00:00Z");
    private static final String APP = "photos";

    private final MemoryCluster cluster = new MemoryCluster();
    private final LatestLook latest = new LatestLook(cluster, () -> NOW);
    private final ClusterApps apps = new ClusterApps(cluster, latest, () -> NOW);
    private final ClusterRestores restores =
            new ClusterRestores(cluster, "care", (version, kind) -> Optional.of("things"), () -> NOW);
    private final RequestAnswers answers = new RequestAnswers(cluster, () -> NOW);
    private final PointFiles files = new PointFiles(cluster, new OneFile());
    private final String restore;

    EveryMethodAsksTest() {
        cluster.onCreate(object -> object.getMetadata().setCreationTimestamp(NOW.toString()));
        for (String name : List.of("kube-system", APP)) {
            cluster.put(new NamespaceBuilder()
                    .withNewMetadata()
                    .withName(name)
                    .withUid("uid-" + name)
                    .withCreationTimestamp(NOW.minusSeconds(86_400).toString())
                    .endMetadata()
                    .build());
        }
        ClusterBackupPolicy policy = new ClusterBackupPolicy();
        policy.getMetadata().setName(ClusterBackupPolicy.NAME);
        policy.setSpec(Serialization.unmarshal("#\n{repository: offsite}", ClusterBackupPolicySpec.class));
        cluster.put(policy);
        for (String name : List.of("offsite", "empty")) {
            cluster.put(Serialization.unmarshal("""
                    apiVersion: backup.k8s.mows.cloud/v1alpha1
                    kind: Repository
                    metadata: {name: %s, creationTimestamp: "2026-11-01T03:00:00Z"}
                    spec: {address: "s3:https://s3.example.org/b", password: {name: p, key: k}}
                    """.formatted(name), Repository.class));
        }
        cluster.put(Serialization.unmarshal("""
                apiVersion: backup.k8s.mows.cloud/v1alpha1
                kind: BackupPolicy
                metadata: {name: main, namespace: photos, uid: u, generation: 1, creationTimestamp: "2026-11-28T02:00:00Z"}
                spec: {schedule: {cron: "@hourly"}}
                """, BackupPolicy.class));
        cluster.put(Serialization.unmarshal("""
                apiVersion: backup.k8s.mows.cloud/v1alpha1
                kind: RestorePoint
                metadata: {name: photos-1, creationTimestamp: "2026-11-29T03:05:00Z"}
                spec:
                  cluster: uid-kube-system
                  app: photos
                  backupUid: u
                  backupName: n
                  time: "2026-11-29T03:00:00Z"
                  ledger: {captured: 1, excused: 0, failed: 0}
                  copies: [{repository: offsite, snapshot: "%s"}]
                """.formatted("5a".repeat(32)), RestorePoint.class));
        restore = restores.plan(new OwnRights(), new RestoreWish(APP, "p-1", null, null, null, null))
                .name();
        Restore planned = cluster.all(Restore.class).getFirst();
        planned.setStatus(Serialization.unmarshal("#\n{phase: Planned, plan: the-plan}", RestoreStatus.class));
        cluster.put(planned);
        cluster.put(new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace("care")
                .withName("the-plan")
                .endMetadata()
                .withData(PlanText.store(
                                PlanText.PLAN,
                                new RestorePlan(
                                        APP,
                                        RestorePlan.NamespaceAction.KEEP,
                                        List.of(),
                                        List.of(),
                                        List.of(new ObjectStep(
                                                new ObjectReference("v1", "Thing", "a"), ObjectAction.CREATE, "", "a")),
                                        List.of(),
                                        List.of(),
                                        List.of()))
                        .data())
                .build());
    }

    /** What a resource is made of. */
    private Object part(Class<?> type, Rights who) {
        if (type == Rights.class) {
            return who;
        }
        return Stream.of(
                        apps,
                        restores,
                        answers,
                        files,
                        latest,
                        new ClusterActivity(cluster, latest, "care"),
                        new ClusterRepositories(cluster, latest, "care"),
                        new ClusterPolicies(cluster, latest))
                .filter(type::isInstance)
                .findFirst()
                .orElseGet(() -> fail("say here how a " + type.getSimpleName() + " is made for a cluster in memory"));
    }

    /** With what a method is called, so that there is something to see or to change. */
    private @Nullable Object argument(Parameter parameter) {
        PathParam inPath = parameter.getAnnotation(PathParam.class);
        if (inPath != null) {
            return switch (inPath.value()) {
                case "app", "namespace" -> APP;
                case "policy" -> "main";
                case "point" -> "photos-1";
                case "name" -> restore;
                case "repository" -> "empty";
                default -> fail("say here what '" + inPath.value() + "' can be");
            };
        }
        QueryParam asked = parameter.getAnnotation(QueryParam.class);
        if (asked != null) {
            return switch (asked.value()) {
                case "path" -> "/objects/configmaps/a.json";
                case "after" -> null;
                case "app" -> APP;
                case "since" -> "photos-1";
                case "limit" -> 10;
                case "only" -> RunSelection.All;
                default -> fail("say here what '" + asked.value() + "' can be");
            };
        }
        if (parameter.getType() == RestoreWish.class) {
            return new RestoreWish(APP, null, null, null, null, null);
        }
        if (parameter.getType() == PolicyChange.class) {
            return new PolicyChange(
                    new PolicyResource(new ClusterPolicies(cluster, latest), new OwnRights())
                            .policy()
                            .asShown(),
                    true,
                    new PolicyTimes("@hourly", "Etc/UTC", 0),
                    new PolicyKeep(1, null, null, null, null, null, null),
                    null);
        }
        if (parameter.getType() == NewRepository.class) {
            return new NewRepository(
                    new Place("another", "s3:https://s3.example.org/c", "k", "s", null, null, null),
                    "a password",
                    false);
        }
        if (parameter.getType() == RequestApproval.class) {
            return new RequestApproval(request(), null, null, null, null);
        }
        if (parameter.getType() == RequestDenial.class) {
            return new RequestDenial(request(), "too often");
        }
        return fail("say here with what " + parameter.getType().getSimpleName() + " a method is called");
    }

    /** A repository in which everything is the same object. */
    private static final class OneFile implements SnapshotReader {
        @Override
        public Entries entries(String repository, String snapshot, BytePath folder, ByteString after, int limit) {
            return new Entries(List.of(new Entry(ByteString.of("a"), "dir", 0, NOW)), false);
        }

        @Override
        public Content content(String repository, String snapshot, BytePath file) {
            byte[] object = "{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\", \"metadata\": {\"name\": \"a\"}}"
                    .getBytes(StandardCharsets.UTF_8);
            return new Content(new ByteArrayInputStream(object), OptionalLong.of(object.length));
        }

        @Override
        public Differences changes(String repository, String snapshot, String since, int limit) {
            return new Differences(List.of(new Difference(BytePath.of("/a"), false, "+")), false);
        }

        @Override
        public Content archive(String repository, String snapshot, BytePath folder) {
            return content(repository, snapshot, folder);
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    /** What is in an app needs more than to look at what apps there are. */
    private static boolean isInside(Method method) {
        return method.getDeclaringClass() == PointFilesResource.class;
    }

    /** The answer to a request names what it is an answer to. */
    private String request() {
        return Requests.token(
                new Requests(cluster, () -> NOW).look().of(APP, "main").orElseThrow());
    }

    /** A list with nothing on it, or some of these. */
    private static boolean showsNothing(@Nullable Object answer) throws ReflectiveOperationException {
        if (answer == null) {
            return true;
        }
        if (!answer.getClass().isRecord()) {
            return answer instanceof Collection<?> list && list.isEmpty();
        }
        for (RecordComponent each : answer.getClass().getRecordComponents()) {
            if (!showsNothing(each.getAccessor().invoke(answer))) {
                return false;
            }
        }
        return true;
    }

    static Stream<Method> methods() {
        List<Method> methods = new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("cloud.mows.backup.dashboards")
                        .stream()
                        .filter(type -> type.isAnnotatedWith(Path.class))
                        .map(JavaClass::reflect)
                        .flatMap(type -> Arrays.stream(type.getDeclaredMethods())
                                .filter(EveryMethodAsksTest::isRequested)
                                .filter(method -> path(type, method).startsWith("/api/v1/cluster")))
                        .toList();
        assertThat(methods).as("those of ClusterResource at least").hasSizeGreaterThanOrEqualTo(9);
        return methods.stream();
    }

    /** A server looks for the class first, by the longest path: a method of another one under that path would never be called. */
    @Test
    void noResourceHidesAnother() {
        List<Method> all = methods().toList();
        for (Method method : all) {
            String path = path(method.getDeclaringClass(), method) + "/";
            for (Method other : all) {
                String hidden =
                        other.getDeclaringClass().getAnnotation(Path.class).value() + "/";
                assertThat(path.startsWith(hidden)
                                && hidden.length()
                                        > method.getDeclaringClass()
                                                        .getAnnotation(Path.class)
                                                        .value()
                                                        .length()
                                                + 1)
                        .as(
                                "%s is hidden by %s",
                                path, other.getDeclaringClass().getSimpleName())
                        .isFalse();
            }
        }
    }

    private static boolean isRequested(Method method) {
        return Arrays.stream(method.getAnnotations())
                        .anyMatch(each -> each.annotationType().isAnnotationPresent(HttpMethod.class))
                // Without a verb it would lead on to another resource.
                || method.isAnnotationPresent(Path.class);
    }

    private static String path(Class<?> type, Method method) {
        Path own = method.getAnnotation(Path.class);
        return ("/" + type.getAnnotation(Path.class).value() + "/" + (own == null ? "" : own.value()))
                .replaceAll("/+", "/");
    }

    private static boolean reads(Method method) {
        // A trial is asked with all that would be changed, and changes nothing.
        return method.isAnnotationPresent(GET.class)
                || method.getDeclaringClass() == PolicyResource.class
                        && method.getName().equals("attempt");
    }

    /** @return what it answers, or the refusal */
    private Object call(Method method, Rights who) throws ReflectiveOperationException {
        var constructor = method.getDeclaringClass().getDeclaredConstructors()[0];
        Object resource = constructor.newInstance(Arrays.stream(constructor.getParameterTypes())
                .map(type -> part(type, who))
                .toArray());
        try {
            Object answer = method.invoke(
                    resource,
                    Arrays.stream(method.getParameters()).map(this::argument).toArray());
            return answer == null ? "done" : answer;
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof ApiException refused) {
                return refused;
            }
            if (method.getReturnType() == Response.class) {
                // Headers need a server around them. It comes to that only for whoever may have the bytes.
                return "bytes";
            }
            throw e;
        }
    }

    private Map<Object, String> everything() {
        return cluster.all(HasMetadata.class).stream()
                .collect(Collectors.toMap(
                        object -> object.getKind() + "/" + object.getMetadata().getName(), Serialization::asYaml));
    }

    private static Rights who(Predicate<Right> may, Collection<Right> asked) {
        return People.who(right -> {
            asked.add(right);
            return may.test(right);
        });
    }

    @ParameterizedTest
    @MethodSource("methods")
    void whoMayNothingSeesAndChangesNothing(Method method) throws ReflectiveOperationException {
        Map<Object, String> before = everything();
        List<Right> asked = new ArrayList<>();

        Object answer = call(method, who(right -> false, asked));

        assertThat(asked).as("it asks what the person may").isNotEmpty();
        if (answer instanceof ApiException refused) {
            assertThat(refused.problem().status()).isIn(403, 404);
        } else {
            assertThat(showsNothing(answer))
                    .as("what nobody in particular is shown: %s", answer)
                    .isTrue();
        }
        assertThat(everything()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void whoMayOnlyLookChangesNothing(Method method) throws ReflectiveOperationException {
        Map<Object, String> before = everything();

        Object answer = call(method, who(right -> right.verb().equals("list"), new ArrayList<>()));

        if (reads(method) && !isInside(method)) {
            assertThat(answer).isNotInstanceOf(ApiException.class);
        } else {
            assertThat(answer)
                    .isInstanceOfSatisfying(
                            ApiException.class,
                            refused -> assertThat(refused.problem().status()).isEqualTo(403));
        }
        assertThat(everything()).isEqualTo(before);
    }

    /** Otherwise the others would prove nothing. */
    @ParameterizedTest
    @MethodSource("methods")
    void whoMayEverythingDoesSomething(Method method) throws ReflectiveOperationException {
        Map<Object, String> before = everything();

        Object answer = call(method, who(right -> true, new ArrayList<>()));

        assertThat(answer).isNotInstanceOf(ApiException.class);
        if (reads(method)) {
            assertThat(everything()).isEqualTo(before);
            assertThat(showsNothing(answer)).as("there is something to see").isFalse();
        } else {
            assertThat(everything()).isNotEqualTo(before);
        }
    }
}
