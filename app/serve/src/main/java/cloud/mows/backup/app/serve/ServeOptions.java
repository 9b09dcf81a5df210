package cloud.mows.backup.app.serve;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What the command line says, as {@code app}'s command {@code serve} explains it.
 *
 * @param port 0 for any that is free
 */
record ServeOptions(Path config, Path state, Path cache, String address, int port) {
    static final String HELP = "see 'mows-backup serve --help'";
    private static final int PORT = 8480;
    private static final String PROGRAM = "mows-backup";

    /** @throws IllegalArgumentException what is wrong with which argument */
    static ServeOptions parse(List<String> arguments, Map<String, String> environment) {
        Path home = Path.of(Objects.requireNonNullElse(environment.get("HOME"), "/"));
        Path config = folder(environment, "XDG_CONFIG_HOME", home.resolve(".config"));
        Path state = folder(environment, "XDG_STATE_HOME", home.resolve(".local/state"));
        Path cache =
                folder(environment, "XDG_CACHE_HOME", home.resolve(".cache")).resolve("repositories");
        String address = "127.0.0.1";
        int port = PORT;
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            if (!List.of("--config", "--state", "--address", "--port").contains(name)) {
                throw new IllegalArgumentException("'" + argument + "' is no option of serve: " + HELP);
            }
            if (equals < 0 && !rest.hasNext()) {
                throw new IllegalArgumentException(name + " needs a value: " + HELP);
            }
            String value = equals < 0 ? rest.next() : argument.substring(equals + 1);
            switch (name) {
                case "--config" -> config = Path.of(value).toAbsolutePath();
                case "--state" -> state = Path.of(value).toAbsolutePath();
                case "--address" -> address = value;
                default -> port = port(value);
            }
        }
        return new ServeOptions(config, state, cache, address, port);
    }

    private static Path folder(Map<String, String> environment, String variable, Path usual) {
        String value = environment.get(variable);
        // Relative ones are to be ignored, the specification says.
        return (value == null || !value.startsWith("/") ? usual : Path.of(value)).resolve(PROGRAM);
    }

    private static int port(String value) {
        try {
            int port = Integer.parseInt(value);
            if (port >= 0 && port <= 0xffff) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--port " + value + " is not a number: " + HELP, e);
        }
        throw new IllegalArgumentException("--port " + value + " is not within 0 and 65535");
    }
}
