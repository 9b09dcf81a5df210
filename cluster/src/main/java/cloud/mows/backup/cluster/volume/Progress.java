package cloud.mows.backup.cluster.volume;

/** How far a step is that is called again and again until it has ended. */
public sealed interface Progress<T> {
    /** Not there yet, and why. */
    record Pending<T>(String reason) implements Progress<T> {}

    /** It has come to this. */
    record Done<T>(T value) implements Progress<T> {}

    /** Waiting longer is of no use. */
    record Failed<T>(VolumeProblem problem) implements Progress<T> {}
}
