package cloud.mows.backup.app.cli;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.option.UsageException;
import cloud.mows.backup.app.cli.session.CliCommand;
import cloud.mows.backup.app.cli.session.Environment;
import cloud.mows.backup.app.cli.session.GlobalOptions;
import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.app.cli.text.Console;
import cloud.mows.backup.app.cli.text.OutputLostException;
import cloud.mows.backup.core.engine.Engine;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** The program as a function from arguments to an exit code. */
public final class Program {
    private final Console console;
    private final Environment environment;
    private final Interruption interruption;

    public Program(Console console, Environment environment, Interruption interruption) {
        this.console = console;
        this.environment = environment;
        this.interruption = interruption;
    }

    /** Runs one command; everything that can go wrong becomes a message and a code. */
    public int run(String... arguments) {
        boolean json = Arrays.asList(arguments).contains("--json");
        ErrorReport errors = new ErrorReport(console, json);
        int exitCode;
        try {
            exitCode = select(arguments, errors);
        } catch (OutputLostException e) {
            exitCode = 0;
        } catch (Throwable e) {
            exitCode = interruption.isCancelled() ? errors.interrupted() : errors.of(e);
        } finally {
            interruption.closeEngines();
            console.flush();
        }
        IOException lost = console.outputFailure();
        if (lost == null) {
            return exitCode;
        }
        int lostCode = errors.outputLost(lost);
        return exitCode == 0 ? lostCode : exitCode;
    }

    private int select(String[] arguments, ErrorReport errors) throws Exception {
        GlobalOptions global = new GlobalOptions();
        OptionSet options = new OptionSet();
        global.declare(options);
        Selection selection = Selection.of(options, arguments);
        String name = selection.name();
        List<String> rest = selection.arguments();
        if (name.isEmpty()) {
            if (rest.isEmpty() || rest.contains("-h") || rest.contains("--help")) {
                HelpPage.overview(console);
                return 0;
            }
            if (!rest.contains("--version")) {
                throw new UsageException("no command was named");
            }
            name = "version";
            rest = List.of();
        }
        CliCommand command = CommandTable.create(name);
        if (command == null) {
            if (CommandTable.isFirstOfTwo(name) && (rest.contains("-h") || rest.contains("--help"))) {
                HelpPage.group(console, name);
                return 0;
            }
            throw CommandTable.unknown(name);
        }
        if (command.opensRepository()) {
            Engine.prepare();
        }
        errors.command(name);
        command.declare(options.own());
        options.read(rest);
        if (global.wantsHelp()) {
            HelpPage.command(console, name, options);
            return 0;
        }
        options.requireArguments();
        if (global.contradictsItself()) {
            throw new UsageException("--quiet and --verbose cannot be used together");
        }
        errors.verbosity(global.verbosity());
        return command.run(new Session(console, environment, global, interruption::watch));
    }

    /** What a command understands beside the global options. */
    static OptionSet optionsOf(CliCommand command) {
        OptionSet options = new OptionSet();
        new GlobalOptions().declare(options);
        command.declare(options.own());
        return options;
    }
}
