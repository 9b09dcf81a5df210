package cloud.mows.backup.app.cli;

import cloud.mows.backup.app.cli.option.Option;
import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.option.UsageException;
import cloud.mows.backup.app.cli.session.CliCommand;
import cloud.mows.backup.app.cli.session.GlobalOptions;
import cloud.mows.backup.app.cli.session.Session;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

final class Completion implements CliCommand {
    private String shell = "";

    @Override
    public void declare(OptionSet options) {
        options.about("Prints a script that lets a shell complete commands, options and file names.")
                .example("mows-backup completion bash > ~/.local/share/bash-completion/completions/mows-backup")
                .example("source <(mows-backup completion zsh)")
                .example("mows-backup completion fish > ~/.config/fish/completions/mows-backup.fish")
                .argument("<bash|zsh|fish>", value -> shell = value);
    }

    @Override
    public boolean opensRepository() {
        return false;
    }

    @Override
    public int run(Session session) {
        switch (shell) {
            case "bash" -> bash(session);
            case "zsh" -> {
                session.print("autoload -Uz compinit bashcompinit && compinit && bashcompinit");
                bash(session);
            }
            case "fish" -> fish(session);
            default -> throw new UsageException("no completion for the shell '" + shell + "', only bash, zsh and fish");
        }
        return 0;
    }

    private static void bash(Session session) {
        Set<String> firsts = new LinkedHashSet<>();
        CommandTable.ENTRIES.forEach(entry -> firsts.add(entry.name().split(" ")[0]));
        session.print("_mows_backup() {");
        session.print("    local word=${COMP_WORDS[COMP_CWORD]} line=\" ${COMP_WORDS[*]:1:COMP_CWORD-1} \"");
        session.print("    local options='" + names(globalOptions()) + "'");
        session.print("    local words='" + String.join(" ", firsts) + "'");
        session.print("    case $line in");
        for (CommandTable.Entry entry : CommandTable.ENTRIES) {
            session.print("    *' " + entry.name() + " '*) words=; options+=' " + names(ownOptions(entry)) + "' ;;");
        }
        for (String first : firsts) {
            if (CommandTable.isFirstOfTwo(first)) {
                String seconds = String.join(
                        " ",
                        CommandTable.ENTRIES.stream()
                                .map(CommandTable.Entry::name)
                                .filter(name -> name.startsWith(first + " "))
                                .map(name -> name.substring(first.length() + 1))
                                .toList());
                session.print("    *' " + first + " '*) words='" + seconds + "' ;;");
            }
        }
        session.print("    esac");
        session.print("    case $word in");
        session.print("    -*) COMPREPLY=($(compgen -W \"$options\" -- \"$word\")) ;;");
        session.print("    *) COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))");
        session.print("        [ -n \"$words\" ] || COMPREPLY=($(compgen -f -- \"$word\")) ;;");
        session.print("    esac");
        session.print("}");
        session.print("complete -o filenames -F _mows_backup mows-backup");
    }

    private static void fish(Session session) {
        Set<String> groups = new LinkedHashSet<>();
        for (CommandTable.Entry entry : CommandTable.ENTRIES) {
            String[] words = entry.name().split(" ");
            if (words.length == 2 && groups.add(words[0])) {
                session.print("complete -c mows-backup -n __fish_use_subcommand -f -a " + words[0]);
            }
            String when =
                    words.length == 1 ? "__fish_use_subcommand" : "'__fish_seen_subcommand_from " + words[0] + "'";
            String last = words[words.length - 1];
            session.print("complete -c mows-backup -n " + when + " -f -a " + last + " -d " + quoted(entry.summary()));
            ownOptions(entry).forEach(option -> fish(session, "-n '__fish_seen_subcommand_from " + last + "'", option));
        }
        globalOptions().forEach(option -> fish(session, "", option));
    }

    private static void fish(Session session, String when, Option option) {
        StringBuilder line = new StringBuilder("complete -c mows-backup ").append(when);
        for (String name : option.names()) {
            boolean isLong = name.startsWith("--");
            line.append(isLong ? " -l " : " -s ").append(name, isLong ? 2 : 1, name.length());
        }
        session.print(line + (option.takesValue() ? " -r" : "") + " -d " + quoted(option.description()));
    }

    private static List<Option> globalOptions() {
        OptionSet options = new OptionSet();
        new GlobalOptions().declare(options);
        return options.options().stream().filter(option -> !option.isHidden()).toList();
    }

    private static List<Option> ownOptions(CommandTable.Entry entry) {
        CliCommand command = CommandTable.create(entry.name());
        if (command == null) {
            throw new IllegalStateException(entry.name() + " is in the table and cannot be created");
        }
        OptionSet options = new OptionSet();
        command.declare(options);
        return options.options().stream().filter(option -> !option.isHidden()).toList();
    }

    private static String names(List<Option> options) {
        return String.join(
                " ", options.stream().flatMap(option -> option.names().stream()).toList());
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
