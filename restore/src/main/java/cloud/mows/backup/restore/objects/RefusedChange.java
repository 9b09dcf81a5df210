package cloud.mows.backup.restore.objects;

import cloud.mows.backup.cluster.api.Refusal;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.api.model.StatusDetails;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Why the API server does not take an object: which fields, and not what is in them, since that may be secret. */
final class RefusedChange {
    /** Of a rejected value the server says all, and then why. */
    private static final Pattern VALUE =
            Pattern.compile("^(Invalid|Unsupported|Duplicate) value: .*(: )", Pattern.DOTALL);

    private RefusedChange() {}

    static String reason(KubernetesClientException refusal) {
        List<StatusCause> causes = Optional.ofNullable(refusal.getStatus())
                .map(status -> status.getDetails())
                .map(StatusDetails::getCauses)
                .orElse(List.of());
        return causes.isEmpty()
                ? firstLine(Refusal.of(refusal))
                : causes.stream().map(RefusedChange::words).distinct().collect(Collectors.joining(", "));
    }

    private static String words(StatusCause cause) {
        String message = Objects.requireNonNullElse(cause.getMessage(), "");
        String why = firstLine(VALUE.matcher(message).replaceFirst(""));
        if (why.matches("(Invalid|Unsupported|Duplicate) value.*")) {
            why = "its value is not accepted";
        }
        return cause.getField() == null ? why : cause.getField() + ": " + why;
    }

    /** What follows is the difference, with values. */
    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
