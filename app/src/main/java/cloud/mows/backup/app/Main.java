package cloud.mows.backup.app;

import cloud.mows.backup.app.cli.Interruption;
import cloud.mows.backup.app.cli.Program;
import cloud.mows.backup.app.cli.session.Environment;
import cloud.mows.backup.app.cli.text.Console;
import java.io.IOException;

/** Where the process starts. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length == 1 && arguments[0].equals("--train")) {
            TrainingRun.run();
            return;
        }
        Console console = Console.ofProcess();
        Interruption interruption = Interruption.ofProcess(console);
        int exitCode = new Program(console, Environment.ofProcess(), interruption).run(arguments);
        console.flush();
        if (interruption.finished()) {
            System.exit(exitCode);
        }
    }
}
