package cloud.mows.backup.app.cli;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.session.CliCommand;
import cloud.mows.backup.app.cli.session.Session;
import java.util.ArrayList;
import java.util.List;

final class Help implements CliCommand {
    private final List<String> words = new ArrayList<>();

    @Override
    public void declare(OptionSet options) {
        options.about("Explains a command, or with 'options' the options that every command takes.")
                .example("mows-backup help snapshots")
                .example("mows-backup help options")
                .arguments("<command>", 0, 2, words::add);
    }

    @Override
    public int run(Session session) {
        String name = String.join(" ", words);
        if (name.isEmpty()) {
            HelpPage.overview(session.console());
        } else if (name.equals("options")) {
            HelpPage.globalOptions(session.console(), Program.optionsOf(this));
        } else if (CommandTable.isFirstOfTwo(name)) {
            HelpPage.group(session.console(), name);
        } else {
            CliCommand command = CommandTable.create(name);
            if (command == null) {
                throw CommandTable.unknown(name);
            }
            HelpPage.command(session.console(), name, Program.optionsOf(command));
        }
        return 0;
    }
}
