package cloud.mows.backup.schedulers.coverage;

import cloud.mows.backup.cluster.volume.ClaimReference;
import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.policy.RuleAction;
import cloud.mows.backup.schedulers.policy.AppSettings;
import cloud.mows.backup.schedulers.policy.EffectivePolicy;
import cloud.mows.backup.schedulers.policy.Governance;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** How everything is covered. */
public final class CoverageDecider {
    private final Governance governance;
    private final Map<String, List<Backup>> backups;
    private final Instant now;
    private final Map<String, Covered> namespaces = new HashMap<>();
    private final Map<ClaimReference, Covered> claims = new HashMap<>();

    private CoverageDecider(Governance governance, Map<String, List<Backup>> backups, Instant now) {
        this.governance = governance;
        this.backups = backups;
        this.now = now;
    }

    /**
     * @param claims all that count: not the copies that backups make on the way
     * @param backups all
     */
    public static Coverage decide(
            Governance governance, Collection<PersistentVolumeClaim> claims, Collection<Backup> backups, Instant now) {
        CoverageDecider decider = new CoverageDecider(
                governance,
                backups.stream()
                        .collect(Collectors.groupingBy(
                                backup -> backup.getMetadata().getNamespace())),
                now);
        Map<String, List<PersistentVolumeClaim>> byNamespace = claims.stream()
                .collect(Collectors.groupingBy(claim -> claim.getMetadata().getNamespace()));
        // A claim may be seen before its namespace is.
        byNamespace.keySet().stream()
                .filter(name -> !governance.namespaces().containsKey(name))
                .forEach(name -> byNamespace
                        .get(name)
                        .forEach(claim -> decider.claims.put(
                                ClaimReference.to(claim), new Covered.Not("its namespace was not there yet"))));
        governance
                .namespaces()
                .forEach((name, governing) ->
                        decider.decide(name, governing, byNamespace.getOrDefault(name, List.of())));
        return new Coverage(decider.namespaces, decider.claims);
    }

    private void decide(String namespace, EffectivePolicy governing, List<PersistentVolumeClaim> all) {
        switch (governing) {
            case EffectivePolicy.Excluded(String by, String reason) -> {
                Covered covered = request(namespace).orElseGet(() -> new Covered.Excluded(by, reason));
                namespaces.put(namespace, covered);
                all.forEach(claim -> claims.put(ClaimReference.to(claim), covered));
            }
            case EffectivePolicy.ByPolicy(String _, String _, AppSettings settings) ->
                governed(namespace, settings, all);
            case EffectivePolicy.ByDefault(AppSettings settings) -> governed(namespace, settings, all);
        }
    }

    private Optional<Covered> request(String namespace) {
        return governance.of(namespace).stream()
                .filter(standing -> !standing.granted().holds() && !standing.isDenied())
                .findFirst()
                .map(standing -> new Covered.Requested(
                        "BackupPolicy " + standing.name(), standing.granted().message()));
    }

    private void governed(String namespace, AppSettings settings, List<PersistentVolumeClaim> all) {
        History history = new History(backups.getOrDefault(namespace, List.of()), settings, now);
        List<String> gaps = new ArrayList<>();
        Covered objects = history.objects(namespace);
        boolean nothing = objects.kind() == Covered.Kind.NOT;
        note(gaps, "its objects", objects);
        for (PersistentVolumeClaim claim : all) {
            Covered covered = claim(claim, settings, history);
            claims.put(ClaimReference.to(claim), covered);
            nothing &= covered.kind() == Covered.Kind.NOT || covered.kind() == Covered.Kind.EXCLUDED;
            note(gaps, "volume " + claim.getMetadata().getName(), covered);
        }
        namespaces.put(namespace, gaps.isEmpty() || nothing ? objects : new Covered.Partly(String.join("; ", gaps)));
    }

    private static void note(List<String> gaps, String what, Covered covered) {
        switch (covered) {
            case Covered.Partly(String why) -> gaps.add(what + ": " + why);
            case Covered.Not(String why) -> gaps.add(what + ": " + why);
            case Covered.Protected _, Covered.Excluded _, Covered.Requested _ -> {}
        }
    }

    private static Covered claim(PersistentVolumeClaim claim, AppSettings settings, History history) {
        String name = claim.getMetadata().getName();
        return settings.volume(name, claim.getMetadata().getLabels())
                .filter(ruled -> ruled.rule().action() == RuleAction.EXCLUDE)
                .<Covered>map(ruled -> new Covered.Excluded(
                        ruled.by(), Objects.requireNonNull(ruled.rule().reason())))
                .orElseGet(() -> history.volume(name, claim.getMetadata().getUid()));
    }
}
