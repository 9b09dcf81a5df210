package cloud.mows.backup.schedulers.policy;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.crds.grant.BackupGrantSpec;
import cloud.mows.backup.crds.policy.BackupPolicy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever people write: one answer for each namespace, and none that is more than one grant allows. */
final class GovernancePropertyTest {
    private static final List<String> NAMES = List.of("a", "ab", "b", "ba", "c");
    private static final List<String> PATTERNS = List.of("a", "a*", "*b*", "*", "c", "x");
    private static final List<String> REPOSITORIES = List.of("r1", "r2", "r3");
    private static final List<String> CRONS =
            List.of("@daily", "*/10 * * * *", "0 * * * *", "0 1,13 * * *", "61 * * * *", "0 0 31 2 *");

    private final Random random;

    GovernancePropertyTest() {
        long seed = System.nanoTime();
        System.out.println("GovernancePropertyTest seed=" + seed);
        random = new Random(seed);
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private boolean sometimes() {
        return random.nextInt(3) == 0;
    }

    private World world() {
        World world = new World();
        NAMES.stream().filter(_ -> !sometimes()).forEach(name -> world.namespace(name, Map.of("l", one(NAMES))));
        REPOSITORIES.stream().filter(_ -> !sometimes()).forEach(world::repository);
        if (sometimes()) {
            world.cluster("{namespaces: [{names: ['" + one(PATTERNS) + "']}, {names: ['" + one(PATTERNS)
                    + "'], action: Exclude, reason: r}], schedule: {cron: '" + one(CRONS) + "'}}");
        }
        for (int i = random.nextInt(8); i > 0; i--) {
            List<String> spec = new ArrayList<>();
            if (sometimes()) {
                spec.add("schedule: {cron: '" + one(CRONS) + "', jitterSeconds: " + random.nextInt(3000) + "}");
            }
            if (sometimes()) {
                spec.add("repositories: [{name: " + one(REPOSITORIES) + "}]");
            }
            if (sometimes()) {
                spec.add("retention: {daily: " + (1 + random.nextInt(500)) + "}");
            }
            if (sometimes()) {
                spec.add("hooks: [{name: h, container: c, pre: {command: [sync]}}]");
            }
            world.policy(one(NAMES), "p" + i, "{" + String.join(", ", spec) + "}");
        }
        for (int i = random.nextInt(6); i > 0; i--) {
            world.grant(
                    "g" + i,
                    "{"
                            + (sometimes()
                                    ? "namespaceSelector: {matchLabels: {l: " + one(NAMES) + "}}"
                                    : "namespaces: ['" + one(PATTERNS) + "']")
                            + ", repositories: [" + one(REPOSITORIES) + "], allowHooks: " + random.nextBoolean()
                            + ", minIntervalSeconds: " + (60 + random.nextInt(7200)) + "}");
        }
        return world;
    }

    @Test
    void holds() {
        int governed = 0;
        for (int round = 0; round < 200; round++) {
            Documents documents = world().documents();
            Governance governance = GovernanceDecider.decide(documents, World.NOW);
            Set<String> names = new HashSet<>();
            documents.namespaces().forEach(n -> names.add(n.getMetadata().getName()));
            assertThat(governance.namespaces()).as("round %d", round).containsOnlyKeys(names);
            for (String name : names) {
                List<Governance.Standing> governors = governance.of(name).stream()
                        .filter(Governance.Standing::governs)
                        .toList();
                switch (governance.namespaces().get(name)) {
                    case EffectivePolicy.ByPolicy by -> {
                        governed++;
                        assertThat(governors).hasSize(1);
                        assertAllowed(documents, name, by);
                    }
                    case EffectivePolicy.ByDefault(AppSettings settings) -> {
                        assertThat(governors).isEmpty();
                        assertThat(settings.hooks()).isEmpty();
                    }
                    case EffectivePolicy.Excluded(String _, String _) ->
                        assertThat(governors).isEmpty();
                }
                assertThat(governance.of(name))
                        .allMatch(s -> s.granted().holds() == s.grant().isPresent());
            }
        }
        assertThat(governed).isGreaterThan(20);
    }

    private static void assertAllowed(Documents documents, String namespace, EffectivePolicy.ByPolicy by) {
        BackupGrantSpec grant = documents.grants().stream()
                .filter(g -> g.getMetadata().getName().equals(by.grant()))
                .findFirst()
                .orElseThrow()
                .getSpec();
        BackupPolicy policy = documents.policies().stream()
                .filter(p -> p.getMetadata().getNamespace().equals(namespace))
                .filter(p -> p.getMetadata().getName().equals(by.policy()))
                .findFirst()
                .orElseThrow();
        assertThat(grant.allowHooks() || by.settings().hooks().isEmpty()).isTrue();
        policy.getSpec()
                .repositories()
                .forEach(choice -> assertThat(grant.repositories()).contains(choice.name()));
        if (policy.getSpec().retention() != null) {
            assertThat(policy.getSpec().retention().daily()).isLessThanOrEqualTo(365);
        }
        if (policy.getSpec().schedule() != null) {
            assertThat(policy.getSpec().schedule().cron()).isNotIn("61 * * * *", "0 0 31 2 *");
            if (policy.getSpec().schedule().cron().startsWith("*/10")) {
                assertThat(grant.minIntervalSeconds()).isLessThanOrEqualTo(600);
            }
        }
    }
}
