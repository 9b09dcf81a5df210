package cloud.mows.backup.app.serve;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What the command line says, as {@code app}'s command {@code serve} explains it.
 *
 * @param cluster the namespace of the controller, if a cluster is shown; empty for this machine
 * @param port 0 for any that is free
 */
record ServeOptions(Path config, Path state, Path cache, Optional<String> cluster, String address, int port) {
    static final String HELP = "see 'mows-backup serve --help'";
    private static final int PORT = 8480;
    private static final String PROGRAM = "mows-backup";
    private static final String CLUSTER = "--cluster";
    private static final String CONTROLLER = "--controller-namespace";
    private static final List<String> VALUES = List.of("--config", "--state", "--address", "--port", CONTROLLER);

    /** @throws IllegalArgumentException what is wrong with which argument */
    static ServeOptions parse(List<String> arguments, Map<String, String> environment) {
        Path home = Path.of(Objects.requireNonNullElse(environment.get("HOME"), "/"));
        Path config = folder(environment, "XDG_CONFIG_HOME", home.resolve(".config"));
        boolean cluster = arguments.contains(CLUSTER);
        // Beside that of this machine, whose page may be served at the same time.
        Path state = folder(environment, "XDG_STATE_HOME", home.resolve(".local/state"))
                .resolve(cluster ? "cluster" : "");
        String controller = PROGRAM;
        Path cache =
                folder(environment, "XDG_CACHE_HOME", home.resolve(".cache")).resolve("repositories");
        String address = "127.0.0.1";
        int port = PORT;
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            if (argument.equals(CLUSTER)) {
                continue;
            }
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            if (!VALUES.contains(name)) {
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
                case CONTROLLER -> controller = value;
                default -> port = port(value);
            }
        }
        return new ServeOptions(
                config, state, cache, cluster ? Optional.of(controller) : Optional.empty(), address, port);
    }

    ServeOptions withPort(int found) {
        return new ServeOptions(config, state, cache, cluster, address, found);
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
