package cloud.mows.backup.dashboards.access;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What this program may be called by, and where its page is then. Pure. */
public final class Names {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Pattern PORT = Pattern.compile(":[0-9]{1,5}$");
    private static final String USUAL = ":443";

    private final String page;
    private final Set<String> plain;
    private final Set<String> encrypted;
    private final boolean anyPort;

    private Names(String page, Collection<String> plain, Collection<String> encrypted, boolean anyPort) {
        this.page = page;
        this.plain = lowerCase(plain);
        this.encrypted = lowerCase(encrypted);
        this.anyPort = anyPort;
    }

    /** Of this machine, by one port. @param address that is listened at */
    public static Names ofMachine(String address, int port) {
        String name = (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
        return new Names(
                "http://" + name + "/",
                Stream.concat(Stream.of(name), LOOPBACK.stream().map(each -> each + ":" + port))
                        .toList(),
                List.of(),
                false);
    }

    /**
     * Of a pod: what a person's own machine forwards to it, by whatever port; and by names of the network, where the page is encrypted.
     *
     * @param hosts with a port only where it is not the usual one
     */
    public static Names ofPod(List<String> hosts) {
        return new Names(
                hosts.isEmpty() ? "a port-forward to localhost" : "https://" + hosts.getFirst() + "/",
                LOOPBACK,
                hosts,
                true);
    }

    private static Set<String> lowerCase(Collection<String> names) {
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /** The address of the page, for people. */
    public String page() {
        return page;
    }

    /** @param host as a request names it */
    boolean has(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return isEncrypted(name) || plain.contains(anyPort ? PORT.matcher(name).replaceFirst("") : name);
    }

    private boolean isEncrypted(String name) {
        return encrypted.contains(withoutUsualPort(name));
    }

    private static String withoutUsualPort(String name) {
        return name.endsWith(USUAL) ? name.substring(0, name.length() - USUAL.length()) : name;
    }

    /** Where the page is for whoever calls us so, without a slash at its end. @param host that a request names, which we have */
    String origin(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return isEncrypted(name) ? "https://" + withoutUsualPort(name) : "http://" + name;
    }

    /** Whether a request comes from our own page. @param host that it names, which we have */
    boolean isPage(String origin, String host) {
        String own = origin(host);
        // Of a machine, several names lead to the same page.
        return origin.equalsIgnoreCase(own)
                || !anyPort
                        && origin.toLowerCase(Locale.ROOT).startsWith("http://")
                        && plain.contains(origin.toLowerCase(Locale.ROOT).substring("http://".length()));
    }
}
