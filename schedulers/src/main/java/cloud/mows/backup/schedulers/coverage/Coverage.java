package cloud.mows.backup.schedulers.coverage;

import cloud.mows.backup.cluster.volume.ClaimReference;
import cloud.mows.backup.schedulers.policy.Verdict;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** How everything is covered: exactly one answer for each that there is. */
public record Coverage(Map<String, Covered> namespaces, Map<ClaimReference, Covered> claims) {
    private static final int NAMED_MAX = 5;

    public Coverage {
        namespaces = Map.copyOf(namespaces);
        claims = Map.copyOf(claims);
    }

    /** How many namespaces are in each state; none is missing. */
    public Map<Covered.Kind, Long> namespaceCounts() {
        return counts(namespaces.values());
    }

    public Map<Covered.Kind, Long> claimCounts() {
        return counts(claims.values());
    }

    private static Map<Covered.Kind, Long> counts(Collection<Covered> all) {
        Map<Covered.Kind, Long> counts = new EnumMap<>(Covered.Kind.class);
        Stream.of(Covered.Kind.values()).forEach(kind -> counts.put(kind, 0L));
        all.forEach(covered -> counts.merge(covered.kind(), 1L, Long::sum));
        return counts;
    }

    /** The condition Covered: whether all is protected or left out on purpose; if not, the worst by name. */
    public Verdict verdict() {
        Map<String, Covered> open = new TreeMap<>();
        namespaces.forEach((name, covered) -> open.put("namespace " + name, covered));
        claims.forEach((claim, covered) -> open.put(claim.toString(), covered));
        open.values().removeIf(covered -> covered.kind().isFine());
        if (open.isEmpty()) {
            return Verdict.yes(
                    "Covered",
                    "Covered",
                    "All namespaces and volumes are protected or left out on purpose: "
                            + namespaceCounts().get(Covered.Kind.PROTECTED) + " namespaces and "
                            + claimCounts().get(Covered.Kind.PROTECTED) + " volumes are protected.");
        }
        List<String> named = open.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, Covered> each) ->
                                each.getValue().kind())
                        .reversed())
                .limit(NAMED_MAX)
                .map(each -> each.getKey() + " (" + each.getValue().words() + ")")
                .toList();
        return Verdict.no(
                "Covered",
                "Gaps",
                open.size() + " of " + (namespaces.size() + claims.size())
                        + " namespaces and volumes are not protected: " + String.join(", ", named)
                        + (open.size() > NAMED_MAX ? ", …" : "") + ".");
    }
}
