package cloud.mows.backup.schedulers.answer;

/** What became of an answer. */
public sealed interface Outcome {
    record Done() implements Outcome {}

    /** What it is about is no longer as it was shown; nothing was changed. */
    record Stale() implements Outcome {}

    /** @param why a clause; nothing was changed */
    record Impossible(String why) implements Outcome {}

    /** The API server refused it. @param words its own */
    record NotAllowed(String words) implements Outcome {}
}
