package cloud.mows.backup.cluster.volume;

import cloud.mows.backup.cluster.api.Change;
import cloud.mows.backup.cluster.api.Decision;
import cloud.mows.backup.crds.policy.ProviderName;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Decisions in one line, with {@code NAME} for the name of everything that is made for {@link Things#copy}. */
public final class Told {
    private static final String NAME = Things.copy(ProviderName.CSI).name();

    private Told() {}

    public static String of(Decision<?> decision) {
        return Stream.concat(
                        Stream.of(result(decision.result())),
                        decision.changes().stream().map(Told::change))
                .collect(Collectors.joining("; "))
                .replace(NAME, "NAME");
    }

    private static String result(Object result) {
        return switch (result) {
            case Progress.Pending<?>(String reason) -> reason;
            case Progress.Done<?>(Object value) -> "done " + value;
            case Progress.Failed<?>(VolumeProblem problem) -> problem.reason() + " " + problem.message();
            case Release.Pending(var left) -> "left " + String.join(" and ", left);
            case Release.Released() -> "released";
            default -> throw new AssertionError(result);
        };
    }

    private static String change(Change change) {
        return switch (change) {
            case Change.Create(HasMetadata wanted) -> "create " + ResourceReference.to(wanted);
            case Change.Delete(HasMetadata observed) -> "delete " + ResourceReference.to(observed);
            case Change.Patch(HasMetadata observed, var fields) ->
                "patch " + ResourceReference.to(observed) + " " + fields;
            case Change.PatchStatus(HasMetadata observed, var fields) ->
                "patch status of " + ResourceReference.to(observed) + " " + fields;
            case Change.Scale(var observed, int replicas) ->
                "scale " + observed.kind() + " " + observed.name() + " to " + replicas;
        };
    }
}
