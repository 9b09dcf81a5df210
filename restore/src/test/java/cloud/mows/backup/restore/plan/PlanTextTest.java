package cloud.mows.backup.restore.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PlanTextTest {
    private static RestorePlan plan(int objects) {
        List<ObjectStep> steps = new ArrayList<>();
        for (int i = 0; i < objects; i++) {
            steps.add(new ObjectStep(
                    new ObjectReference("v1", "ConfigMap", "config-" + i), ObjectAction.CREATE, "", i + ".json"));
        }
        steps.add(new ObjectStep(
                new ObjectReference("apps/v1", "Deployment", "web"), ObjectAction.DIFFERENT, "why", "d.json"));
        return new RestorePlan(
                "photos",
                RestorePlan.NamespaceAction.KEEP,
                List.of(new StopStep("Deployment", "web", 3, 2)),
                List.of(new VolumeStep(
                        "files", VolumeStep.Action.FILL, null, "1Gi", List.of("ReadWriteOnce"), false, "")),
                steps,
                List.of(new ObjectReference("v1", "ConfigMap", "other")),
                List.of("a warning"),
                List.of("a gap"));
    }

    private static RestorePlan load(PlanText.Stored stored) throws IOException {
        return PlanText.load("plan.json", stored.data(), stored.binaryData(), RestorePlan.class);
    }

    @Test
    void comesBackAsItWas() throws IOException {
        PlanText.Stored stored = PlanText.store("plan.json", plan(3));
        assertThat(stored.data()).containsOnlyKeys("plan.json");
        assertThat(load(stored)).isEqualTo(plan(3));
    }

    /** As large as an app of 5,000 objects: a ConfigMap takes 1 MiB. */
    @Test
    void aLongOneIsCompressed() throws IOException {
        PlanText.Stored stored = PlanText.store("plan.json", plan(5000));
        assertThat(stored.data()).isEmpty();
        assertThat(stored.binaryData().get("plan.json.gz").length()).isLessThan(400_000);
        assertThat(load(stored)).isEqualTo(plan(5000));
    }

    @Test
    void oneThatIsNotThereIsTold() {
        assertThatThrownBy(() -> PlanText.load("plan.json", Map.of(), Map.of(), RestorePlan.class))
                .hasMessage("it has no plan.json");
    }
}
