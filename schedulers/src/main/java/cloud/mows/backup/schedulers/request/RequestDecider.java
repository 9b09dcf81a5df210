package cloud.mows.backup.schedulers.request;

import cloud.mows.backup.crds.grant.BackupGrant;
import cloud.mows.backup.crds.grant.BackupGrantSpec;
import cloud.mows.backup.crds.policy.BackupPolicy;
import cloud.mows.backup.crds.policy.Retention;
import cloud.mows.backup.crds.policy.RuleAction;
import cloud.mows.backup.schedulers.policy.AppSettings;
import cloud.mows.backup.schedulers.policy.Documents;
import cloud.mows.backup.schedulers.policy.EffectivePolicy;
import cloud.mows.backup.schedulers.policy.ExactGrant;
import cloud.mows.backup.schedulers.policy.Governance;
import cloud.mows.backup.schedulers.policy.Governance.Standing;
import cloud.mows.backup.schedulers.policy.GovernanceDecider;
import cloud.mows.backup.schedulers.policy.Verdict;
import cloud.mows.backup.schedulers.schedule.Cadence;
import cloud.mows.backup.schedulers.schedule.Cadence.Unit;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What BackupPolicies ask for. */
public final class RequestDecider {
    private final Documents documents;
    private final Collection<PersistentVolumeClaim> claims;
    private final Instant now;

    /** @param claims all that count: not the copies that backups make on the way */
    public RequestDecider(Documents documents, Collection<PersistentVolumeClaim> claims, Instant now) {
        this.documents = documents;
        this.claims = List.copyOf(claims);
        this.now = now;
    }

    /** Of every BackupPolicy whose namespace is there, in the order of {@code governance}. */
    public List<Request> all(Governance governance) {
        return governance.policies().stream()
                .flatMap(standing -> policy(standing).stream().map(policy -> request(policy, standing, governance)))
                .toList();
    }

    private Optional<BackupPolicy> policy(Standing standing) {
        return documents.policies().stream()
                .filter(policy -> policy.getMetadata().getNamespace().equals(standing.namespace())
                        && policy.getMetadata().getName().equals(standing.name()))
                .findFirst();
    }

    private Request request(BackupPolicy policy, Standing standing, Governance governance) {
        List<PersistentVolumeClaim> own = claims.stream()
                .filter(claim -> claim.getMetadata().getNamespace().equals(standing.namespace()))
                .toList();
        EffectivePolicy governs = Objects.requireNonNull(governance.namespaces().get(standing.namespace()));
        List<Difference> differences =
                Difference.between(Statements.of(governs, own), Statements.of(standing.settings(), own));
        List<String> less = governs.effective()
                .map(settings -> less(settings, standing.settings(), own))
                .orElse(List.of());
        Answer answer = answer(policy, standing);
        return new Request(policy, standing, differences, less, answer.grant(), answer.obstacle(), answer.ready());
    }

    /** What can be said to a request. @param obstacle why there can be no grant; empty if there can */
    private record Answer(Optional<BackupGrantSpec> grant, String obstacle, Optional<Verdict> ready) {
        static Answer no(String obstacle) {
            return new Answer(Optional.empty(), obstacle, Optional.empty());
        }
    }

    private Answer answer(BackupPolicy policy, Standing standing) {
        if (standing.isUnusable()) {
            return Answer.no(standing.granted().message());
        }
        try {
            BackupGrantSpec grant = ExactGrant.of(policy, standing.settings(), now);
            Standing then = with(standing, grant);
            return then.granted().holds()
                    ? new Answer(Optional.of(grant), "", Optional.of(then.ready()))
                    : Answer.no("no grant can allow it: " + then.granted().message());
        } catch (IllegalArgumentException e) {
            return Answer.no(Objects.requireNonNullElse(e.getMessage(), e.toString()));
        }
    }

    /** What would become of a BackupPolicy if there were this grant as well. */
    public Standing with(Standing standing, BackupGrantSpec spec) {
        BackupGrant grant = new BackupGrant();
        grant.setMetadata(new ObjectMetaBuilder().withName("as-asked").build());
        grant.setSpec(spec);
        Documents then = new Documents(
                documents.namespaces(),
                documents.policies(),
                Stream.concat(documents.grants().stream(), Stream.of(grant)).toList(),
                documents.repositories(),
                documents.cluster());
        return GovernanceDecider.decide(then, now).of(standing.namespace()).stream()
                .filter(each -> each.name().equals(standing.name()))
                .findFirst()
                .orElseThrow();
    }

    private List<String> less(AppSettings before, AppSettings after, List<PersistentVolumeClaim> own) {
        List<String> less = new ArrayList<>();
        for (PersistentVolumeClaim claim : own) {
            if (!Statements.leavesOut(before, claim) && Statements.leavesOut(after, claim)) {
                less.add("volume " + claim.getMetadata().getName() + " is left out");
            }
        }
        after.objects().stream()
                .filter(ruled -> ruled.rule().action() == RuleAction.EXCLUDE
                        && !before.objects().contains(ruled))
                .forEach(ruled -> less.add(Statements.about(ruled.rule()) + " are left out"));
        if (before.suspended().isEmpty() && after.suspended().isPresent()) {
            less.add("no backup starts by the schedule");
        }
        Cadence rhythmBefore = Cadence.of(before.timetable(), now);
        Cadence rhythmAfter = Cadence.of(after.timetable(), now);
        if (rhythmAfter.mean(Unit.START).compareTo(rhythmBefore.mean(Unit.START)) > 0) {
            less.add("backups start less often");
        }
        Map<String, Retention> kept = places(after);
        places(before).forEach((repository, retention) -> {
            Duration age = ExactGrant.kept(retention, rhythmBefore);
            Retention then = kept.get(repository);
            if (then == null) {
                less.add("nothing goes into repository " + repository + " any more");
            } else if (ExactGrant.kept(then, rhythmAfter).compareTo(age) < 0) {
                less.add("repository " + repository + " keeps backups for "
                        + ExactGrant.length(ExactGrant.kept(then, rhythmAfter)) + ", not for "
                        + ExactGrant.length(age));
            }
        });
        return less;
    }

    /** What is kept where, be it backed up into it or copied to it. */
    private static Map<String, Retention> places(AppSettings settings) {
        Map<String, Retention> places = new LinkedHashMap<>();
        settings.targets().forEach(target -> places.put(target.repository(), target.retention()));
        settings.copies().forEach(copy -> places.put(copy.repository(), copy.retention()));
        return places;
    }
}
