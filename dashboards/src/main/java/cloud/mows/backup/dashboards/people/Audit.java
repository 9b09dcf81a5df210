package cloud.mows.backup.dashboards.people;

import cloud.mows.backup.cluster.api.Change;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * One line for each change that somebody asked for: who, what, on what, and whether it was allowed and done. Never with contents. And one for
 * each login, and for each that failed.
 */
public final class Audit {
    private static final System.Logger LOG = System.getLogger(Audit.class.getName());
    private static final int TEXT_CHARS_MAX = 1000;

    private final Consumer<String> lines;

    /** How somebody logs in. */
    public enum Way {
        TOKEN,
        OIDC
    }

    public Audit(Consumer<String> lines) {
        this.lines = lines;
    }

    /** Into the log of this program. */
    public static Audit toLog() {
        return new Audit(line -> LOG.log(System.Logger.Level.INFO, line));
    }

    public void loggedIn(Way way, Person person) {
        lines.accept("audit login=" + word(way) + " person=" + quoted(person.name()) + " uid=" + quoted(person.uid())
                + " outcome=done");
    }

    /** @param why without secrets; with whom it is about as far as that is known */
    public void notLoggedIn(Way way, String why) {
        lines.accept("audit login=" + word(way) + " outcome=failed why=" + quoted(why));
    }

    private static String word(Way way) {
        return way.name().toLowerCase(Locale.ROOT);
    }

    void denied(Person person, Change change, Collection<Right> needed, Collection<Right> missing) {
        write(person, change, needed, "decision=denied missing=" + words(missing));
    }

    /** @param refused whether the API server did */
    void done(Person person, Change change, Collection<Right> needed, boolean refused) {
        // Not why: its words may quote what was to be written.
        write(person, change, needed, "decision=allowed outcome=" + (refused ? "refused" : "done"));
    }

    void failed(Person person, Change change, Collection<Right> needed) {
        write(person, change, needed, "decision=allowed outcome=unknown");
    }

    private void write(Person person, Change change, Collection<Right> needed, String outcome) {
        lines.accept("audit person=" + quoted(person.name()) + " uid=" + quoted(person.uid()) + " " + what(change)
                + " needs=" + words(needed) + " " + outcome);
    }

    private static String words(Collection<Right> rights) {
        return quoted(rights.stream().map(Right::toString).collect(Collectors.joining(", ")));
    }

    private static String what(Change change) {
        return switch (change) {
            case Change.Create(HasMetadata wanted) -> what("create", wanted);
            case Change.Delete(HasMetadata observed) -> what("delete", observed);
            case Change.Patch(HasMetadata observed, var fields) ->
                what("patch", observed) + " fields=" + quoted(String.join(",", FieldNames.of(fields)));
            case Change.PatchStatus(HasMetadata observed, var fields) ->
                what("patch", observed) + " fields="
                        + quoted(String.join(",", FieldNames.of(Map.of("status", fields))));
            case Change.Scale(var observed, int replicas) ->
                "verb=scale kind=" + observed.kind() + " namespace=" + quoted(observed.namespace()) + " name="
                        + quoted(observed.name()) + " replicas=" + replicas;
        };
    }

    private static String what(String verb, HasMetadata object) {
        String namespace = object.getMetadata().getNamespace();
        return "verb=" + verb + " kind=" + object.getKind()
                + (namespace == null ? "" : " namespace=" + quoted(namespace))
                + " name=" + quoted(object.getMetadata().getName());
    }

    /** Whatever it holds, it stays within its quotes and its line. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().limit(TEXT_CHARS_MAX).forEach(each -> {
            if (each == '"' || each == '\\') {
                quoted.append('\\').appendCodePoint(each);
            } else if (Character.isISOControl(each)
                    || Character.getType(each) == Character.FORMAT
                    || Character.getType(each) == Character.LINE_SEPARATOR
                    || Character.getType(each) == Character.PARAGRAPH_SEPARATOR) {
                quoted.append("\\u").append(String.format(Locale.ROOT, "%04x", each));
            } else {
                quoted.appendCodePoint(each);
            }
        });
        return quoted.append('"').toString();
    }
}
