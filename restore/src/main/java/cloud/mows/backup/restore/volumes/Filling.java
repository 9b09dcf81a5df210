package cloud.mows.backup.restore.volumes;

/** How far a volume is. */
public sealed interface Filling {
    /** On its way. */
    record Going(String doing) implements Filling {}

    /** It is filled, and its name is to be stored before the next step. */
    record Named(String volumeName) implements Filling {}

    /** Its data is there, and it waits for the app's claim. */
    record Ready() implements Filling {}

    /** It will not come back. */
    record Failed(String reason) implements Filling {}
}
