package cloud.mows.backup.restore.objects;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.junit.jupiter.api.Test;

final class RefusedChangeTest {
    private static String reason(String message, String... causes) {
        StatusBuilder status = new StatusBuilder().withCode(422).withMessage(message);
        for (int i = 0; i < causes.length; i += 2) {
            status.editOrNewDetails()
                    .addNewCause(causes[i], causes[i + 1], "FieldValueInvalid")
                    .endDetails();
        }
        return RefusedChange.reason(new KubernetesClientException(status.build()));
    }

    /** The server repeats all of a rejected value, environment variables with passwords included. */
    @Test
    void tellsFieldsAndNoValues() {
        assertThat(reason(
                        "Deployment.apps \"web\" is invalid: spec.selector: Invalid value: {\"password\":\"x\"}: field is immutable",
                        "spec.selector",
                        "Invalid value: {\"password\":\"hunter2: y\"}: field is immutable"))
                .isEqualTo("spec.selector: field is immutable");
        assertThat(reason(
                        "Pod \"p\" is invalid",
                        "spec",
                        "Forbidden: pod updates may not change fields other than `spec.tolerations`\n{ Env: hunter2 }"))
                .isEqualTo("spec: Forbidden: pod updates may not change fields other than `spec.tolerations`");
        assertThat(reason("x", "data", "Invalid value: \"hunter2\"")).isEqualTo("data: its value is not accepted");
    }

    @Test
    void otherwiseTellsWhatTheServerSays() {
        assertThat(reason("admission webhook \"x\" denied the request: no\nmore"))
                .isEqualTo("admission webhook \"x\" denied the request: no");
    }
}
