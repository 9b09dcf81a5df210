package cloud.mows.backup.app.cli.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table in restic's shape: a head, a line, rows whose cells may have several lines, a line, a foot. */
public final class Table {
    private static final String GAP = "  ";

    private final List<String> heads;
    private final List<List<List<String>>> rows = new ArrayList<>();
    private final List<String> foot = new ArrayList<>();
    private int spacedBy = -1;

    public Table(String... heads) {
        this.heads = List.of(heads);
    }

    /** Cells in the order of the heads; a new line within one continues below. */
    public Table row(String... cells) {
        if (cells.length != heads.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + heads.size() + " heads");
        }
        rows.add(Arrays.stream(cells)
                .map(cell -> Arrays.stream(cell.split("\n", -1))
                        .map(Console::printable)
                        .toList())
                .toList());
        return this;
    }

    public Table foot(String line) {
        foot.add(line);
        return this;
    }

    /** A blank line between rows if any of them has several lines in this column. */
    public Table spacedBy(int column) {
        spacedBy = column;
        return this;
    }

    public void print(Console console) {
        int[] widths = new int[heads.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = heads.get(i).length();
            for (List<List<String>> row : rows) {
                for (String line : row.get(i)) {
                    widths[i] = Math.max(widths[i], columns(line));
                }
            }
        }
        String rule = "-".repeat(Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1));
        console.println(line(heads, widths));
        console.println(rule);
        boolean spaced =
                spacedBy >= 0 && rows.stream().anyMatch(row -> row.get(spacedBy).size() > 1);
        for (List<List<String>> row : rows) {
            if (spaced && row != rows.getFirst()) {
                console.println("");
            }
            int height = row.stream().mapToInt(List::size).max().orElse(1);
            for (int y = 0; y < height; y++) {
                int at = y;
                console.println(line(
                        row.stream()
                                .map(cell -> at < cell.size() ? cell.get(at) : "")
                                .toList(),
                        widths));
            }
        }
        console.println(rule);
        foot.forEach(console::println);
    }

    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = cells.get(i);
            line.append(i == 0 ? "" : GAP).append(cell).repeat(' ', widths[i] - columns(cell));
        }
        return line.toString().stripTrailing();
    }

    private static int columns(String text) {
        return text.codePointCount(0, text.length());
    }
}
