package cloud.mows.backup.app.service;

import cloud.mows.backup.crds.policy.Denial;
import cloud.mows.backup.crds.policy.KeepWithin;
import cloud.mows.backup.schedulers.request.GrantLimits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code request} is told.
 *
 * @param name as {@code namespace/policy}, or as short as it is clear; empty for {@code list}
 * @param grantName of the BackupGrant that is made; empty for one that is named after the request
 * @param minIntervalSeconds another limit than what is asked for
 * @param maxRetention another limit than what is asked for
 * @param repositories allowed as well
 * @param asShown what {@code show} printed for exactly what is to be approved or denied
 * @param reason of a denial
 */
record RequestOptions(
        Verb verb,
        String name,
        Optional<String> grantName,
        Optional<Integer> minIntervalSeconds,
        Optional<String> maxRetention,
        List<String> repositories,
        boolean allowHooks,
        Optional<String> asShown,
        Optional<String> reason,
        boolean yes,
        boolean json) {
    enum Verb {
        LIST("--json"),
        SHOW("--json"),
        APPROVE(
                "--yes",
                "--allow-hooks",
                "--as-shown",
                "--grant",
                "--shortest-interval",
                "--longest-retention",
                "--repository"),
        DENY("--reason", "--as-shown");

        private final Set<String> options;

        Verb(String... options) {
            this.options = Set.of(options);
        }

        String word() {
            return "request " + name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Set<String> FLAGS = Set.of("--json", "--yes", "--allow-hooks");
    private static final Map<String, Integer> SECONDS = Map.of("s", 1, "min", 60, "h", 3600, "d", 86_400);

    /** @throws IllegalArgumentException with a sentence for whoever typed them */
    static RequestOptions parse(List<String> arguments) {
        Verb verb = verb(arguments.size() < 2 ? "" : arguments.get(1));
        String help = ": see 'mows-backup " + verb.word() + " --help'";
        Map<String, String> options = new HashMap<>();
        List<String> repositories = new ArrayList<>();
        String name = "";
        for (int i = 2; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            int equals = argument.indexOf('=');
            String option = equals < 0 ? argument : argument.substring(0, equals);
            if (!argument.startsWith("-")) {
                if (verb == Verb.LIST || !name.isEmpty()) {
                    throw new IllegalArgumentException(
                            "'" + verb.word() + "' does not take the word '" + argument + "'" + help);
                }
                name = argument;
            } else if (!verb.options.contains(option)) {
                throw new IllegalArgumentException("unknown option " + argument + help);
            } else if (FLAGS.contains(option)) {
                options.put(option, "");
            } else if (equals < 0 && i + 1 == arguments.size()) {
                throw new IllegalArgumentException(option + " needs a value" + help);
            } else {
                String value = equals < 0 ? arguments.get(++i) : argument.substring(equals + 1);
                if (option.equals("--repository")) {
                    repositories.add(value);
                } else {
                    options.put(option, value);
                }
            }
        }
        if (name.isEmpty() && verb != Verb.LIST) {
            throw new IllegalArgumentException(
                    "'" + verb.word() + "' needs the name of a request: 'mows-backup request list' names them");
        }
        return new RequestOptions(
                        verb,
                        name,
                        Optional.ofNullable(options.get("--grant")),
                        Optional.ofNullable(options.get("--shortest-interval")).map(RequestOptions::seconds),
                        Optional.ofNullable(options.get("--longest-retention")).map(RequestOptions::retention),
                        repositories,
                        options.containsKey("--allow-hooks"),
                        Optional.ofNullable(options.get("--as-shown")),
                        Optional.ofNullable(options.get("--reason")).map(String::strip),
                        options.containsKey("--yes"),
                        options.containsKey("--json"))
                .checked();
    }

    private RequestOptions checked() {
        if (verb == Verb.DENY
                && reason.filter(why -> !why.isEmpty() && why.length() <= Denial.REASON_MAX)
                        .isEmpty()) {
            throw new IllegalArgumentException("'request deny' needs --reason with at most " + Denial.REASON_MAX
                    + " characters: whoever asks reads it in the status of the BackupPolicy");
        }
        return this;
    }

    private static Verb verb(String word) {
        for (Verb verb : Verb.values()) {
            if (verb.word().equals("request " + word)) {
                return verb;
            }
        }
        throw new IllegalArgumentException("'request' needs a second word: list, show, approve or deny");
    }

    private static int seconds(String text) {
        String number = text.replaceFirst("[a-z]+$", "");
        Integer unit = SECONDS.get(text.substring(number.length()));
        if (unit == null || !number.matches("[1-9][0-9]{0,8}") || Long.parseLong(number) * unit > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "--shortest-interval needs a time like 15min, 6h or 1d, not '" + text + "'");
        }
        return Integer.parseInt(number) * unit;
    }

    private static String retention(String text) {
        if (!KeepWithin.isValid(text)) {
            throw new IllegalArgumentException(
                    "--longest-retention needs a length of time like 1y6m or 30d (m is months), not '" + text + "'");
        }
        return text;
    }

    /** Those that were given instead of those that are asked for. */
    GrantLimits limits() {
        return new GrantLimits(repositories, minIntervalSeconds, maxRetention, allowHooks);
    }
}
