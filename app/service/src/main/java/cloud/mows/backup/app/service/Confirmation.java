package cloud.mows.backup.app.service;

import java.io.Console;
import java.util.Locale;
import java.util.Optional;

/** Asks whoever sits at the terminal. */
final class Confirmation {
    private Confirmation() {}

    /**
     * @param otherwise what to do where nobody sits at a terminal
     * @return why it is not to be done; empty if it is
     */
    static Optional<String> ask(String otherwise) {
        Console console = System.console();
        if (console == null || !console.isTerminal()) {
            return Optional.of("nothing was changed: " + otherwise);
        }
        String answer = console.readLine("Do this now? [y/N] ");
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y(es)?")
                ? Optional.empty()
                : Optional.of("nothing was changed");
    }
}
