package cloud.mows.backup.app.cli;

import cloud.mows.backup.app.cli.option.Option;
import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.text.Console;
import java.util.ArrayList;
import java.util.List;

/** What {@code --help} prints, within 80 columns. */
final class HelpPage {
    private static final int COLUMNS = 80;
    private static final int INDENT = 28;

    private HelpPage() {}

    static void overview(Console console) {
        console.println("MOWS Backup: encrypted, deduplicated backups in restic's repository format.");
        console.println("");
        console.println("Usage: mows-backup [options] <command> [arguments]");
        for (CommandTable.Group group : CommandTable.Group.values()) {
            console.println("");
            console.println(group.title() + ":");
            for (CommandTable.Entry entry : CommandTable.ENTRIES) {
                if (entry.group() == group) {
                    entry(console, "  " + entry.name(), entry.summary(), 16);
                }
            }
        }
        console.println("");
        console.println("Examples:");
        console.println("  export RESTIC_PASSWORD_FILE=~/.backup-password");
        console.println("  mows-backup init -r /mnt/disk/backup");
        console.println("  mows-backup backup -r /mnt/disk/backup ~/Documents");
        console.println("  mows-backup restore -r /mnt/disk/backup latest --target /tmp/restored");
        console.println("");
        wrap(
                        "'mows-backup <command> --help' explains one command, 'mows-backup help options' the options that"
                                + " all commands take. Restic's environment variables work, RESTIC_REPOSITORY and"
                                + " RESTIC_PASSWORD_FILE for example; MOWS_BACKUP_REPOSITORY and so on come first.",
                        COLUMNS)
                .forEach(console::println);
    }

    /** Commands of two words by their first. */
    static void group(Console console, String first) {
        console.println("Usage: mows-backup " + first + " <what>");
        console.println("");
        for (CommandTable.Entry entry : CommandTable.ENTRIES) {
            if (entry.name().startsWith(first + " ")) {
                entry(console, "  " + entry.name(), entry.summary(), 20);
            }
        }
    }

    static void command(Console console, String name, OptionSet options) {
        String argument = options.argumentLabel();
        console.println("Usage: mows-backup " + name + " [options]" + (argument.isEmpty() ? "" : " " + argument));
        for (String paragraph : options.about()) {
            console.println("");
            wrap(paragraph, COLUMNS).forEach(console::println);
        }
        print(console, "Options:", options, false);
        if (!options.examples().isEmpty()) {
            console.println("");
            console.println("Examples:");
            options.examples().forEach(example -> console.println("  " + example));
        }
        console.println("");
        console.println("For the repository, the password, --json and so on: mows-backup help options");
    }

    static void globalOptions(Console console, OptionSet options) {
        wrap(
                        "The repository is chosen by -r or $RESTIC_REPOSITORY; its password comes from a file, a command,"
                                + " $RESTIC_PASSWORD or the terminal.",
                        COLUMNS)
                .forEach(console::println);
        print(console, "Options that every command takes:", options, true);
    }

    private static void print(Console console, String title, OptionSet options, boolean global) {
        String head = title;
        for (Option option : options.options()) {
            if (option.global() == global && !option.isHidden()) {
                if (!head.isEmpty()) {
                    console.println("");
                    console.println(head);
                    head = "";
                }
                String names = String.join(", ", option.names());
                String indent = names.startsWith("--") ? "      " : "  ";
                String label = option.takesValue() ? " " + option.label() : "";
                entry(console, indent + names + label, option.description(), INDENT);
            }
        }
    }

    private static void entry(Console console, String head, String text, int indent) {
        List<String> lines = wrap(text, COLUMNS - indent);
        String first = head;
        if (first.length() + 2 > indent) {
            console.println(first);
            first = "";
        }
        for (String line : lines) {
            console.println(first + " ".repeat(indent - first.length()) + line);
            first = "";
        }
    }

    static List<String> wrap(String text, int columns) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > columns) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
