package cloud.mows.backup.app.cli.option;

import java.util.Collection;

/** Guesses what somebody meant to type. */
public final class Closest {
    private static final int EDITS_MAX = 2;

    private Closest() {}

    /** The name with the fewest edits from {@code typed}; empty if none is close. */
    public static String of(String typed, Collection<String> names) {
        String best = "";
        int bestEdits = EDITS_MAX + 1;
        for (String name : names) {
            int edits = edits(typed, name);
            if (edits < bestEdits && edits < Math.max(2, name.length() - 2)
                    || edits == bestEdits && !best.isEmpty() && name.compareTo(best) < 0) {
                best = name;
                bestEdits = edits;
            }
        }
        return best;
    }

    /** Insertions, deletions and replacements that make one the other (Levenshtein). */
    static int edits(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
