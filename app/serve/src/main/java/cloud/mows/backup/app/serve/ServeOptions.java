package cloud.mows.backup.app.serve;

import cloud.mows.backup.dashboards.access.LoginKind;
import cloud.mows.backup.dashboards.oidc.OidcSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the command line says, as {@code app}'s command {@code serve} explains it.
 *
 * @param cluster the namespace of the controller, if a cluster is shown; empty for this machine
 * @param hosts names that the page of a pod has in the network
 * @param oidc the provider by which people log in beside tokens
 * @param port 0 for any that is free
 */
record ServeOptions(
        Path config,
        Path state,
        Path cache,
        Optional<String> cluster,
        LoginKind login,
        List<String> hosts,
        Optional<OidcSettings> oidc,
        String address,
        int port) {
    static final String HELP = "see 'mows-backup serve --help'";
    private static final int PORT = 8480;
    private static final String PROGRAM = "mows-backup";
    private static final String CLUSTER = "--cluster";
    private static final String CONTROLLER = "--controller-namespace";
    private static final String LOGIN = "--login";
    private static final String HOST = "--host";
    private static final List<String> VALUES =
            List.of("--config", "--state", "--address", "--port", CONTROLLER, LOGIN, HOST);
    private static final Pattern NAME = Pattern.compile(
            "[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?)*(:[0-9]{1,5})?");

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
        LoginKind login = LoginKind.Link;
        List<String> hosts = new ArrayList<>();
        OidcOptions oidc = new OidcOptions();
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            if (argument.equals(CLUSTER)) {
                continue;
            }
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            if (!VALUES.contains(name) && !OidcOptions.NAMES.contains(name)) {
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
                case LOGIN -> login = login(value);
                case HOST -> hosts.add(host(value));
                case "--port" -> port = port(value);
                default -> oidc.take(name, value);
            }
        }
        if (login == LoginKind.Token && !cluster) {
            throw new IllegalArgumentException("--login token needs --cluster, which takes the tokens: " + HELP);
        }
        if (login == LoginKind.Link && !hosts.isEmpty()) {
            throw new IllegalArgumentException("--host needs --login token: a link is for this machine only: " + HELP);
        }
        if (login == LoginKind.Link && !oidc.isEmpty()) {
            throw new IllegalArgumentException(
                    OidcOptions.ISSUER + " needs --login token, which is the way in beside it: " + HELP);
        }
        return new ServeOptions(
                config,
                state,
                cache,
                cluster ? Optional.of(controller) : Optional.empty(),
                login,
                List.copyOf(hosts),
                oidc.settings(environment),
                address,
                port);
    }

    ServeOptions withPort(int found) {
        return new ServeOptions(config, state, cache, cluster, login, hosts, oidc, address, found);
    }

    private static LoginKind login(String value) {
        return switch (value) {
            case "link" -> LoginKind.Link;
            case "token" -> LoginKind.Token;
            default -> throw new IllegalArgumentException("--login " + value + " is neither link nor token: " + HELP);
        };
    }

    private static String host(String value) {
        if (!NAME.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "--host " + value + " is not a name as backup.example.org, with a port only where it is not 443");
        }
        return value;
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
