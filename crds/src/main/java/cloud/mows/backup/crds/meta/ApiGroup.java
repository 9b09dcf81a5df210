package cloud.mows.backup.crds.meta;

/** What all our kinds have in common in the Kubernetes API. */
public final class ApiGroup {
    public static final String NAME = "backup.k8s.mows.cloud";
    public static final String VERSION = "v1alpha1";

    /** For {@code kubectl get mows-backup}. Not {@code all}: that is what people delete in one go. */
    public static final String CATEGORY = "mows-backup";

    private ApiGroup() {}
}
