package cloud.mows.backup.app.cli.option;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one command understands. Filled by the command, then used to read arguments or to print help.
 *
 * <p>A consumer of a value throws {@link IllegalArgumentException} to refuse it; its message is shown after the option's
 * name.
 */
public final class OptionSet {
    private final List<Option> options = new ArrayList<>();
    private final Map<String, Option> byName = new HashMap<>();
    private final List<String> about = new ArrayList<>();
    private final List<String> examples = new ArrayList<>();
    private boolean global;
    private String argumentLabel = "";
    private int argumentsMin;
    private int argumentsMax;
    private boolean missing;
    private Consumer<String> argument = text -> {};

    /** What is declared from now on is taken by every command. */
    public OptionSet global() {
        global = true;
        return this;
    }

    /** What is declared from now on belongs to one command. */
    public OptionSet own() {
        global = false;
        return this;
    }

    /** A paragraph about the command. */
    public OptionSet about(String paragraph) {
        about.add(paragraph);
        return this;
    }

    public OptionSet example(String line) {
        examples.add(line);
        return this;
    }

    /** @param names separated by comma and blank: {@code -q, --quiet} */
    public OptionSet flag(String names, String description, Runnable set) {
        return add(names, "", description, value -> {
            if (value.equals("true")) {
                set.run();
            } else if (!value.equals("false")) {
                throw new IllegalArgumentException("takes no value");
            }
        });
    }

    public OptionSet value(String names, String label, String description, Consumer<String> set) {
        return add(names, label, description, set);
    }

    /** A flag that is accepted for the sake of old scripts, or refused with a reason. */
    public OptionSet hiddenFlag(String names, Runnable set) {
        return flag(names, "", set);
    }

    public OptionSet hiddenValue(String names, Consumer<String> set) {
        return value(names, "<value>", "", set);
    }

    private OptionSet add(String names, String label, String description, Consumer<String> set) {
        Option option = new Option(List.of(names.split(", ")), label, description, global, set);
        options.add(option);
        for (String name : option.names()) {
            if (byName.put(name, option) != null) {
                throw new IllegalStateException(name + " is declared twice");
            }
        }
        return this;
    }

    /** The command takes {@code min} to {@code max} arguments beside its options. */
    public OptionSet arguments(String label, int min, int max, Consumer<String> set) {
        argumentLabel = label;
        argumentsMin = min;
        argumentsMax = max;
        argument = set;
        return this;
    }

    /** Exactly one argument. */
    public OptionSet argument(String label, Consumer<String> set) {
        return arguments(label, 1, 1, set);
    }

    public List<Option> options() {
        return List.copyOf(options);
    }

    public List<String> about() {
        return List.copyOf(about);
    }

    public List<String> examples() {
        return List.copyOf(examples);
    }

    /** The arguments as a usage line shows them; empty where there are none. */
    public String argumentLabel() {
        String repeated = argumentsMax > 1 && !argumentLabel.contains(" ") ? argumentLabel + "…" : argumentLabel;
        return argumentsMin == 0 && argumentsMax > 0 ? "[" + repeated + "]" : repeated;
    }

    /** Whether {@code text}, which starts with a dash, takes the next argument as its value. */
    public boolean takesNext(String text) {
        if (text.startsWith("--")) {
            Option option = byName.get(text);
            return option != null && option.takesValue();
        }
        for (int i = 1; i < text.length(); i++) {
            Option option = byName.get("-" + text.charAt(i));
            if (option == null) {
                return false;
            }
            if (option.takesValue()) {
                return i == text.length() - 1;
            }
        }
        return false;
    }

    /** @throws UsageException if something is unknown, missing or refused */
    public void read(List<String> arguments) {
        int count = 0;
        boolean onlyArguments = false;
        for (int i = 0; i < arguments.size(); i++) {
            String text = arguments.get(i);
            if (!onlyArguments && text.equals("--")) {
                onlyArguments = true;
            } else if (!onlyArguments && text.length() > 1 && text.charAt(0) == '-') {
                String next = i + 1 < arguments.size() ? arguments.get(i + 1) : null;
                if (text.startsWith("--") ? readLong(text, next) : readShort(text, next)) {
                    i++;
                }
            } else {
                count++;
                if (count > argumentsMax) {
                    throw new UsageException("unexpected argument '" + text + "'");
                }
                set(argument, "argument '" + text + "'", text);
            }
        }
        missing = count < argumentsMin;
    }

    /** @throws UsageException if {@link #read} found too few; apart from it, so that help can be asked for without them */
    public void requireArguments() {
        if (missing) {
            throw new UsageException("missing argument: " + argumentLabel);
        }
    }

    /** Whether {@code next} was used. */
    private boolean readLong(String text, @Nullable String next) {
        int equals = text.indexOf('=');
        String name = equals < 0 ? text : text.substring(0, equals);
        Option option = find(name);
        if (equals >= 0) {
            set(option.set(), name, text.substring(equals + 1));
            return false;
        }
        return readValue(option, name, next);
    }

    private boolean readShort(String text, @Nullable String next) {
        for (int i = 1; i < text.length(); i++) {
            String name = "-" + text.charAt(i);
            Option option = find(name);
            String rest = text.substring(i + 1);
            if (rest.startsWith("=") || option.takesValue() && !rest.isEmpty()) {
                set(option.set(), name, rest.startsWith("=") ? rest.substring(1) : rest);
                return false;
            }
            if (readValue(option, name, next)) {
                return true;
            }
        }
        return false;
    }

    private boolean readValue(Option option, String name, @Nullable String next) {
        if (!option.takesValue()) {
            set(option.set(), name, "true");
            return false;
        }
        if (next == null) {
            throw new UsageException("option " + name + " needs a value: " + option.label());
        }
        set(option.set(), name, next);
        return true;
    }

    private Option find(String name) {
        Option option = byName.get(name);
        if (option == null) {
            String close = name.startsWith("--") ? Closest.of(name, byName.keySet()) : "";
            throw new UsageException(
                    "unknown option " + name + (close.isEmpty() ? "" : " (did you mean " + close + "?)"));
        }
        return option;
    }

    private static void set(Consumer<String> set, String name, String value) {
        try {
            set.accept(value);
        } catch (IllegalArgumentException e) {
            throw new UsageException(name + ": " + e.getMessage());
        }
    }
}
