package cloud.mows.backup.schedulers.bundle;

/** Is told of what a rebuild needs and the bundle lacks. */
interface Gaps {
    /**
     * Adds one.
     *
     * @param what is missing, in two or three words
     * @param sentence why, and what to do
     */
    void add(String what, String sentence);
}
