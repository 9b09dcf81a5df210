package cloud.mows.backup.cluster.volume;

import cloud.mows.backup.cluster.api.ManagedBy;
import cloud.mows.backup.cluster.api.ShortHash;
import cloud.mows.backup.crds.policy.ProviderName;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The copy of one volume for one backup, read in one way: what everything that is made for it is called and labelled.
 *
 * @param provider which way
 * @param backupUid of the Backup
 * @param claimUid of the app's claim
 * @param appNamespace where the app's claim is
 * @param ownNamespace where the copy becomes readable
 */
public record VolumeCopy(
        ProviderName provider, String backupUid, String claimUid, String appNamespace, String ownNamespace) {
    private static final String GROUP = "backup.k8s.mows.cloud/";
    /** Selects everything that we make for volumes, by its mere presence. */
    public static final String PROVIDER_LABEL = GROUP + "volume-provider";

    private static final String BACKUP_LABEL = GROUP + "backup-uid";
    private static final String CLAIM_LABEL = GROUP + "claim-uid";
    private static final String NAMESPACE_LABEL = GROUP + "claim-namespace";

    public VolumeCopy {
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(backupUid, "backupUid");
        Objects.requireNonNull(claimUid, "claimUid");
        Objects.requireNonNull(appNamespace, "appNamespace");
        Objects.requireNonNull(ownNamespace, "ownNamespace");
    }

    /** The copy that an object was made for, if it is one of ours. */
    public static Optional<VolumeCopy> of(HasMetadata object, String ownNamespace) {
        Map<String, String> labels = labels(object);
        String backup = labels.get(BACKUP_LABEL);
        String claim = labels.get(CLAIM_LABEL);
        String namespace = labels.get(NAMESPACE_LABEL);
        if (backup == null || claim == null || namespace == null) {
            return Optional.empty();
        }
        return ProviderName.of(labels.get(PROVIDER_LABEL))
                .map(provider -> new VolumeCopy(provider, backup, claim, namespace, ownNamespace))
                .filter(copy -> copy.made(object));
    }

    /**
     * Of everything that is made in our namespace or in none; 37 characters: Longhorn rewrites names of volumes that have more
     * than 40. 128 bits of a hash, because two uids are longer than a name may be.
     */
    public String name() {
        return "mows-" + ShortHash.of(backupUid + "/" + claimUid);
    }

    /** Of what is made in the app's namespace, which may be ours too. */
    public String appName() {
        return name() + "-t";
    }

    public Map<String, String> labels() {
        return ManagedBy.with(Map.of(
                PROVIDER_LABEL, provider.word(),
                BACKUP_LABEL, backupUid,
                CLAIM_LABEL, claimUid,
                NAMESPACE_LABEL, appNamespace));
    }

    /** Of an object to be made in the app's namespace. */
    public ObjectMeta inApp() {
        return metadata(appName(), appNamespace);
    }

    /** Of an object to be made in our namespace. */
    public ObjectMeta inOwn() {
        return metadata(name(), ownNamespace);
    }

    /** Of an object to be made that belongs to no namespace. */
    public ObjectMeta inNone() {
        return metadata(name(), null);
    }

    /** Of an object to be made where the storage has its own. */
    public ObjectMeta inStorage(String namespace) {
        return metadata(name(), namespace);
    }

    private ObjectMeta metadata(String name, @Nullable String namespace) {
        return new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(namespace)
                .withLabels(labels())
                .build();
    }

    /** Whether we made this object for this copy; neither its name nor its labels prove it alone, nor both in another namespace. */
    public boolean made(HasMetadata object) {
        String namespace = object.getMetadata().getNamespace();
        String name = object.getMetadata().getName();
        boolean isOwn = name.equals(name()) && (namespace == null || namespace.equals(ownNamespace));
        boolean isInApp = name.equals(appName()) && appNamespace.equals(namespace);
        return (isOwn || isInApp) && isLabelled(object);
    }

    /** Whether we made this object for this copy where the storage has its own. */
    public boolean madeInStorage(HasMetadata object, String namespace) {
        return object.getMetadata().getName().equals(name())
                && namespace.equals(object.getMetadata().getNamespace())
                && isLabelled(object);
    }

    private boolean isLabelled(HasMetadata object) {
        return labels(object).entrySet().containsAll(labels().entrySet());
    }

    /** Whether a run of ours made it: a label that anybody may set hides nothing from a backup. */
    public static boolean isOurs(HasMetadata object) {
        String namespace = object.getMetadata().getNamespace();
        return of(object, namespace == null ? "" : namespace).isPresent();
    }

    private static Map<String, String> labels(HasMetadata object) {
        return Objects.requireNonNullElse(object.getMetadata().getLabels(), Map.of());
    }
}
