package cloud.mows.backup.app.service;

/** How a command ends that did not do what it was asked for. */
final class Refused {
    private static final int EXIT_CODE = 1;

    private Refused() {}

    /** @return the exit code */
    static int because(String sentence) {
        System.err.println("mows-backup: " + sentence);
        return EXIT_CODE;
    }
}
