package cloud.mows.backup.app.cli;

import cloud.mows.backup.app.cli.option.OptionSet;
import java.util.ArrayList;
import java.util.List;

/**
 * Which command the arguments name.
 *
 * @param name one or two words; empty if none was named
 * @param arguments the others, before and after the name, in order
 */
record Selection(String name, List<String> arguments) {
    Selection {
        arguments = List.copyOf(arguments);
    }

    /** @param global the options that may stand before the name */
    static Selection of(OptionSet global, String... arguments) {
        List<String> others = new ArrayList<>();
        StringBuilder name = new StringBuilder();
        boolean searching = true;
        boolean isValue = false;
        boolean options = true;
        for (String argument : arguments) {
            options &= !argument.equals("--");
            if (options && argument.startsWith("--verbose=")) {
                verbose(argument, others);
            } else if (!searching || isValue) {
                isValue = false;
                others.add(argument);
            } else if (argument.length() > 1 && argument.charAt(0) == '-') {
                searching = options;
                isValue = global.takesNext(argument);
                others.add(argument);
            } else {
                boolean first = name.isEmpty();
                name.append(first ? "" : " ").append(argument);
                searching = first && CommandTable.isFirstOfTwo(argument);
            }
        }
        return new Selection(name.toString(), others);
    }

    /** Restic's {@code --verbose=2} is our {@code -v -v}. */
    private static void verbose(String argument, List<String> others) {
        switch (argument.substring("--verbose=".length())) {
            case "0", "false" -> {}
            case "1", "true" -> others.add("-v");
            default -> others.add("-vv");
        }
    }
}
