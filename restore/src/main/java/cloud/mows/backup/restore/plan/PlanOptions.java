package cloud.mows.backup.restore.plan;

/**
 * How it is restored.
 *
 * @param replace whether what is there becomes what it was; it is left as it is otherwise
 * @param deleteFiles whether volumes that are there lose the files that were not saved
 */
public record PlanOptions(boolean replace, boolean deleteFiles) {
    /** What is there is left as it is. */
    public static final PlanOptions KEEP = new PlanOptions(false, false);

    public PlanOptions {
        if (deleteFiles && !replace) {
            throw new IllegalArgumentException("files go from volumes that are replaced only");
        }
    }
}
