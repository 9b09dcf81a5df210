package cloud.mows.backup.schedulers.objects;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class ObjectTextTest {
    private static String text(String json) {
        return new String(
                ObjectText.of(Serialization.unmarshal(json, GenericKubernetesResource.class)), StandardCharsets.UTF_8);
    }

    @Test
    void keysAreSortedAndWhatChangesByItselfIsLeftOut() {
        assertThat(text("""
                {"metadata": {"resourceVersion": "7", "name": "a", "managedFields": [{"manager": "kubectl"}],
                 "labels": {"b": "2", "a": "1"}},
                 "kind": "ConfigMap", "data": {"z": "é", "a": ""}, "apiVersion": "v1",
                 "list": [{"y": 1, "x": null}, []]}""")).isEqualTo("""
                {
                  "apiVersion" : "v1",
                  "data" : {
                    "a" : "",
                    "z" : "é"
                  },
                  "kind" : "ConfigMap",
                  "list" : [
                    {
                      "x" : null,
                      "y" : 1
                    },
                    [ ]
                  ],
                  "metadata" : {
                    "labels" : {
                      "a" : "1",
                      "b" : "2"
                    },
                    "managedFields" : [
                      {
                        "manager" : "kubectl"
                      }
                    ],
                    "name" : "a"
                  }
                }
                """);
    }

    @Test
    void numbersStayWhatTheyAre() {
        assertThat(text("""
                {"apiVersion": "example.org/v1", "kind": "Thing", "metadata": {"name": "a"},
                 "spec": {"large": 12345678901234567890, "small": 0.1, "exact": 1.0}}"""))
                .contains("\"large\" : 12345678901234567890")
                .contains("\"small\" : 0.1")
                .contains("\"exact\" : 1.0");
    }

    @Test
    void longNamesStayDifferentAndFitIntoAFileSystem() {
        assertThat(ObjectText.fileName("system:a")).isEqualTo("system:a.json");
        String first = ObjectText.fileName("x".repeat(251));
        String second = ObjectText.fileName("x".repeat(252));
        assertThat(first).isNotEqualTo(second).hasSizeLessThanOrEqualTo(255).endsWith(".json");
        assertThat(ObjectText.fileName("x".repeat(250))).isEqualTo("x".repeat(250) + ".json");
    }
}
