package cloud.mows.backup.dashboards.setup;

/** How far the first set-up is. Nothing is called protected before it is {@link #Ready}. */
public enum SetupPhase {
    /** No repository yet. */
    FirstStart,
    /** The repository is there; its recovery words were shown and not yet typed back. */
    ConfirmWords,
    Ready
}
