package cloud.mows.backup.schedulers.mover;

/** How far a mover is. */
public sealed interface Moved {
    /** Not there yet, and what it is at. */
    record Running(String doing) implements Moved {}

    /**
     * It has done what it could.
     *
     * @param outcome what the program wrote into its termination message: a JSON object
     * @param whole whether that was all
     */
    record Ended(String outcome, boolean whole) implements Moved {}

    /** It has done nothing that counts, and trying longer is of no use. */
    record Failed(String reason) implements Moved {}
}
