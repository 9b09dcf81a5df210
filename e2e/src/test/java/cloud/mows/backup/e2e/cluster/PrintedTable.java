package cloud.mows.backup.e2e.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What kubectl get prints, made independent of when it is printed. */
final class PrintedTable {
    private static final Pattern NAME = Pattern.compile("\\S+");
    private static final Set<String> AGES = Set.of("AGE", "CHECKED", "PRUNED", "MOMENT", "FINISHED", "LAST-SUCCESS");

    private PrintedTable() {}

    /** The cells between bars, with {@code <age>} for ages, whose width would move everything else. */
    static String withoutAges(String table) {
        List<String> lines = table.lines().toList();
        List<Integer> starts = new ArrayList<>();
        NAME.matcher(lines.getFirst()).results().forEach(name -> starts.add(name.start()));
        List<String> names = cells(lines.getFirst(), starts);
        StringBuilder text = new StringBuilder(String.join(" | ", names)).append('\n');
        for (String line : lines.subList(1, lines.size())) {
            List<String> cells = cells(line, starts);
            for (int i = 0; i < cells.size(); i++) {
                if (AGES.contains(names.get(i)) && cells.get(i).matches("(\\d+[smhdy])+")) {
                    cells.set(i, "<age>");
                }
            }
            text.append(String.join(" | ", cells).stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private static List<String> cells(String line, List<Integer> starts) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            int from = Math.min(starts.get(i), line.length());
            int to = i + 1 < starts.size() ? Math.min(starts.get(i + 1), line.length()) : line.length();
            cells.add(line.substring(from, to).strip());
        }
        return cells;
    }
}
