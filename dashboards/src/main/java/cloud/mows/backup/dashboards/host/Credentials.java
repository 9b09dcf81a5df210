package cloud.mows.backup.dashboards.host;

import java.util.Map;
import java.util.TreeMap;

/** What lets us into a storage: variables of the command line's environment. Never shown. */
public record Credentials(Map<String, String> variables) {
    public static final Credentials NONE = new Credentials(Map.of());

    public Credentials {
        variables = Map.copyOf(variables);
        variables.forEach((name, value) -> {
            if (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0 || value.indexOf('\0') >= 0) {
                throw new IllegalArgumentException(name + " holds a line break");
            }
        });
    }

    /** @throws IllegalArgumentException if a line is none of {@code NAME=value} */
    static Credentials decode(String text) {
        Map<String, String> variables = new TreeMap<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            int equals = line.indexOf('=');
            if (equals <= 0) {
                // Without its text, which may be a secret.
                throw new IllegalArgumentException("line " + number + " is not NAME=value");
            }
            variables.put(line.substring(0, equals).strip(), line.substring(equals + 1));
        }
        return new Credentials(variables);
    }

    public String encode() {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(variables)
                .forEach((name, value) ->
                        text.append(name).append('=').append(value).append('\n'));
        return text.toString();
    }

    @Override
    public String toString() {
        return "Credentials" + variables.keySet();
    }
}
