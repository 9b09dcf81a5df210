package cloud.mows.backup.dashboards.host;

import java.util.regex.Pattern;

/** A document by its name. */
public record Named<T>(String name, T spec) {
    /** A file has it, tags of snapshots have it, and people read it. */
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{M}\\p{N} _.()&+-]{0,62}");

    public Named {
        requireName(name);
    }

    /** @throws IllegalArgumentException if nothing can be called so */
    public static void requireName(String name) {
        if (name == null
                || !NAME.matcher(name).matches()
                || name.endsWith(" ")
                || name.endsWith(PrivateFiles.PARTIAL)) {
            throw new IllegalArgumentException("'" + name + "' cannot be a name: 1 to 63 letters, digits, spaces and"
                    + " . _ - + & ( ), beginning with a letter or a digit");
        }
    }
}
