package cloud.mows.backup.app.service;

import cloud.mows.backup.crds.restore.RestoreSpec;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code app restore} is told.
 *
 * @param app that is to come back
 * @param to the namespace that it is restored into; empty for its own
 * @param storageClasses what they were called, and what they are to be called
 * @param only as {@code Kind/name} or {@code /volumes/claim/path}; everything if empty
 * @param point name of the restore point; empty for the newest
 * @param asOf the newest that is not younger; empty for the newest
 * @param replace whether what is there becomes what it was
 * @param delete whether volumes lose the files that were not in them
 * @param save whether the app is backed up before anything is replaced
 * @param undo whether the last restore that replaced something is undone
 * @param cancel whether the restore that is at work is stopped
 * @param namespace of the controller
 */
record AppRestoreOptions(
        String app,
        Optional<String> to,
        Map<String, String> storageClasses,
        List<String> only,
        Optional<String> point,
        Optional<Instant> asOf,
        boolean replace,
        boolean delete,
        boolean save,
        boolean undo,
        boolean cancel,
        String namespace,
        boolean planOnly,
        boolean yes,
        boolean json) {
    private static final String NAMESPACE = "mows-backup";
    private static final Set<String> FLAGS =
            Set.of("--plan", "--yes", "--json", "--replace", "--delete", "--no-save", "--undo", "--cancel");
    private static final Set<String> VALUES =
            Set.of("--as-of", "--restore-point", "--controller-namespace", "--to", "--storage-class", "--only");
    private static final String HELP = ": see 'mows-backup app restore --help'";

    /** @throws IllegalArgumentException with a sentence for whoever typed them */
    static AppRestoreOptions parse(List<String> arguments) {
        Map<String, String> options = new HashMap<>();
        Map<String, String> storageClasses = new HashMap<>();
        List<String> only = new ArrayList<>();
        String app = "";
        for (int i = 2; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            if (FLAGS.contains(argument)) {
                options.put(argument, "");
            } else if (VALUES.contains(name)) {
                if (equals < 0 && i + 1 == arguments.size()) {
                    throw new IllegalArgumentException(name + " needs a value" + HELP);
                }
                String value = equals < 0 ? arguments.get(++i) : argument.substring(equals + 1);
                switch (name) {
                    case "--storage-class" -> {
                        if (!value.matches("[^=]+=[^=]+")) {
                            throw new IllegalArgumentException(name + " needs OLD=NEW, not '" + value + "'" + HELP);
                        }
                        storageClasses.put(
                                value.substring(0, value.indexOf('=')), value.substring(value.indexOf('=') + 1));
                    }
                    case "--only" -> {
                        if (!value.matches(RestoreSpec.ONLY)) {
                            throw new IllegalArgumentException(name
                                    + " needs KIND/NAME like Deployment/web, or a path like /volumes/files/diary, not '"
                                    + value + "'" + HELP);
                        }
                        only.add(value);
                    }
                    default -> options.put(name, value);
                }
            } else if (argument.startsWith("-")) {
                throw new IllegalArgumentException("unknown option " + argument + HELP);
            } else if (app.isEmpty()) {
                app = argument;
            } else {
                throw new IllegalArgumentException(
                        "'app restore' brings one app back, not " + app + " and " + argument);
            }
        }
        if (app.isEmpty()) {
            throw new IllegalArgumentException(
                    "'app restore' needs the name of one app: 'mows-backup app list' names them");
        }
        if (options.containsKey("--as-of") && options.containsKey("--restore-point")) {
            throw new IllegalArgumentException("--as-of and --restore-point cannot be used together");
        }
        if (options.containsKey("--delete") && !options.containsKey("--replace")) {
            throw new IllegalArgumentException(
                    "--delete needs --replace: what is there is left as it is without" + HELP);
        }
        if (only.stream().anyMatch(RestoreSpec::isPath) && !options.containsKey("--replace")) {
            throw new IllegalArgumentException(
                    "--only with a path needs --replace: what is there is left as it is without" + HELP);
        }
        for (String alone : List.of("--undo", "--cancel")) {
            for (String other : List.of("--as-of", "--restore-point", "--replace", "--undo", "--cancel")) {
                if (options.containsKey(alone) && options.containsKey(other) && !alone.equals(other)) {
                    throw new IllegalArgumentException(alone + " and " + other + " cannot be used together");
                }
            }
        }
        return new AppRestoreOptions(
                app,
                Optional.ofNullable(options.get("--to")),
                storageClasses,
                only,
                Optional.ofNullable(options.get("--restore-point")),
                Optional.ofNullable(options.get("--as-of")).map(AppRestoreOptions::time),
                options.containsKey("--replace"),
                options.containsKey("--delete"),
                !options.containsKey("--no-save"),
                options.containsKey("--undo"),
                options.containsKey("--cancel"),
                options.getOrDefault("--controller-namespace", NAMESPACE),
                options.containsKey("--plan"),
                options.containsKey("--yes"),
                options.containsKey("--json"));
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("--as-of needs a time like 2026-11-29T03:00:00Z, not '" + text + "'", e);
        }
    }
}
