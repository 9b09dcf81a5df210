package cloud.mows.backup.schedulers.bundle;

import cloud.mows.backup.crds.meta.ApiGroup;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which Secrets storage and repositories refer to, and what for. */
final class SecretUses {
    private static final String NAME_END = "-secret-name";
    private static final String NAMESPACE_END = "-secret-namespace";
    private static final String TEMPLATE = "${";

    private final Map<Reference, Set<String>> uses = new TreeMap<>();
    private final Map<Reference, Integer> volumes = new TreeMap<>();
    private final Set<String> perVolume = new TreeSet<>();

    /** A Secret by its name. */
    record Reference(String namespace, String name) implements Comparable<Reference> {
        @Override
        public int compareTo(Reference other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return namespace + "/" + name;
        }
    }

    private SecretUses() {}

    /** @param ownNamespace where Repositories have theirs */
    static SecretUses of(ClusterApi api, String ownNamespace) {
        SecretUses found = new SecretUses();
        api.forEach("storage.k8s.io/v1", "storageclasses", each -> found.parameters("StorageClass", each));
        api.forEach(
                "snapshot.storage.k8s.io/v1",
                "volumesnapshotclasses",
                each -> found.parameters("VolumeSnapshotClass", each));
        api.forEach("v1", "persistentvolumes", found::volume);
        api.forEach(LonghornTopic.API, "backuptargets", found::backupTarget);
        api.forEach(
                ApiGroup.NAME + "/" + ApiGroup.VERSION, "repositories", each -> found.repository(each, ownNamespace));
        found.volumes.forEach((secret, count) -> found.add(
                secret, count == 1 ? "the data of a PersistentVolume" : "the data of " + count + " PersistentVolumes"));
        return found;
    }

    /** What each is needed for, in a few words each. */
    Map<Reference, Set<String>> all() {
        return uses;
    }

    /** Classes that name a Secret after each volume or claim. */
    Set<String> perVolume() {
        return perVolume;
    }

    private void add(Reference secret, String use) {
        uses.computeIfAbsent(secret, _ -> new TreeSet<>()).add(use);
    }

    private void parameters(String kind, GenericKubernetesResource object) {
        Map<?, ?> parameters = Entry.mapping(object, "parameters");
        parameters.forEach((key, name) -> {
            String parameter = String.valueOf(key);
            if (!parameter.endsWith(NAME_END)) {
                return;
            }
            Object namespace =
                    parameters.get(parameter.substring(0, parameter.length() - NAME_END.length()) + NAMESPACE_END);
            if (namespace == null) {
                return;
            }
            Reference secret = new Reference(namespace.toString(), name.toString());
            String use = kind + " " + Entry.name(object);
            if (secret.toString().contains(TEMPLATE)) {
                perVolume.add(use + ": " + secret);
            } else {
                add(secret, use);
            }
        });
    }

    /** A volume that names one Secret for several steps counts once. */
    private void volume(GenericKubernetesResource volume) {
        Set<Reference> secrets = new TreeSet<>();
        Entry.mapping(volume, "spec.csi").forEach((key, value) -> {
            if (String.valueOf(key).endsWith("SecretRef") && value instanceof Map<?, ?> reference) {
                secrets.add(new Reference(
                        String.valueOf(reference.get("namespace")), String.valueOf(reference.get("name"))));
            }
        });
        secrets.forEach(secret -> volumes.merge(secret, 1, Integer::sum));
    }

    private void backupTarget(GenericKubernetesResource target) {
        String secret = Entry.text(target, "spec.credentialSecret");
        if (!secret.isEmpty()) {
            add(new Reference(Entry.namespace(target), secret), "backup target " + Entry.name(target) + " of Longhorn");
        }
    }

    private void repository(GenericKubernetesResource repository, String ownNamespace) {
        for (String field : new String[] {"password.name", "credentialsSecret", "certificateAuthority.name"}) {
            String secret = Entry.text(repository, "spec." + field);
            if (!secret.isEmpty()) {
                add(new Reference(ownNamespace, secret), "Repository " + Entry.name(repository));
            }
        }
    }
}
