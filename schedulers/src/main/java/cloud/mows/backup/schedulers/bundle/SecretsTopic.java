package cloud.mows.backup.schedulers.bundle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which Secrets have to be there before volumes and repositories can be used, by name alone. */
final class SecretsTopic implements Topic {
    private final String ownNamespace;

    SecretsTopic(String ownNamespace) {
        this.ownNamespace = ownNamespace;
    }

    @Override
    public String fileName() {
        return "secrets.yaml";
    }

    @Override
    public String holds() {
        return "the Secrets that volumes and repositories need, by name; what is in them is in the restore points of their"
                + " namespaces";
    }

    @Override
    public Map<String, Object> read(ClusterApi api, Gaps gaps) {
        SavedApps saved = SavedApps.of(api);
        SecretUses uses = SecretUses.of(api, ownNamespace);
        List<Map<String, Object>> secrets = new ArrayList<>();
        uses.all().forEach((secret, needed) -> {
            boolean exists = api.hasSecret(secret.namespace(), secret.name());
            boolean held = exists && saved.has(secret.namespace());
            secrets.add(new Entry()
                    .put("namespace", secret.namespace())
                    .put("name", secret.name())
                    .put("neededFor", List.copyOf(needed))
                    .put("exists", exists)
                    .put("inRestorePointsOf", held ? secret.namespace() : "")
                    .map());
            gap(secret, needed, exists, held, gaps);
        });
        return new Entry()
                .put("secrets", secrets)
                .put("perVolume", List.copyOf(uses.perVolume()))
                .map();
    }

    private static void gap(SecretUses.Reference secret, Set<String> needed, boolean exists, boolean held, Gaps gaps) {
        String what = "Secret " + secret;
        String use = " is needed for " + String.join(", ", needed);
        if (!exists) {
            gaps.add(what, what + use + ", but it is not there.");
        } else if (!held) {
            gaps.add(
                    what,
                    what + use + ", and there was no restore point of namespace " + secret.namespace()
                            + " when this was written: see to it that there is one.");
        }
    }
}
