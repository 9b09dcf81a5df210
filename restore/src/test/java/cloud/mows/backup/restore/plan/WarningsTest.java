package cloud.mows.backup.restore.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class WarningsTest {
    private static List<String> of(String... objects) {
        Warnings warnings = new Warnings();
        for (String object : objects) {
            warnings.add(Live.yaml(object));
        }
        return warnings.all();
    }

    private static String role(String rules) {
        return "{apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: r}, rules: [" + rules + "]}";
    }

    /** Whoever can write the repository could give himself a namespace: it is shown before it is done. */
    @Test
    void rightsThatAreGivenAreShown() {
        String binding = "{apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: b},"
                + " roleRef: {kind: %s, name: %s}, subjects: [{kind: User, name: mallory}]}";
        assertThat(of(binding.formatted("ClusterRole", "cluster-admin")))
                .containsExactly("RoleBinding b gives User mallory the rights of cluster-admin");
        assertThat(of(binding.formatted("Role", "admin"), binding.formatted("ClusterRole", "view")))
                .isEmpty();
        assertThat(of(role("{apiGroups: ['*'], resources: ['*'], verbs: ['*']}")))
                .containsExactly("Role r gives the right to do everything with everything");
        assertThat(of(role("{resources: [secrets], verbs: ['*']}")))
                .containsExactly("Role r gives the right to do everything with secrets");
        assertThat(of(role("{resources: [roles], verbs: [escalate]}")))
                .containsExactly("Role r gives the right to escalate roles");
        assertThat(of(role("{resources: [configmaps], verbs: ['*']}"), role("{resources: ['*'], verbs: [get]}")))
                .isEmpty();
    }

    @Test
    void whoKeepsObjectsAsTheyAreInGitIsNamed() {
        assertThat(of(
                        "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, annotations: {argocd.argoproj.io/tracking-id:"
                                + " 'album:v1/ConfigMap:x/a'}}}",
                        "{apiVersion: v1, kind: ConfigMap, metadata: {name: b, labels: {argocd.argoproj.io/instance: album}}}",
                        "{apiVersion: v1, kind: ConfigMap, metadata: {name: c, labels: {kustomize.toolkit.fluxcd.io/name:"
                                + " apps}}}"))
                .containsExactly(
                        "Argo CD (turn off automatic sync of application album) keeps objects of it as they are in Git, and may"
                                + " turn them back",
                        "Flux (flux suspend kustomization apps) keeps objects of it as they are in Git, and may turn them back");
    }
}
