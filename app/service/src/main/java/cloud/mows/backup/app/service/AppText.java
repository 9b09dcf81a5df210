package cloud.mows.backup.app.service;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Reports for people: tables, and what is behind a line of them. */
final class AppText {
    private static final int SHORT_ID = 8;
    private static final int ROWS_MAX = 10;

    private AppText() {}

    /** One line for each app. */
    static String list(List<AppReport> apps) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("APP", "STATE", "RESTORE POINT", "WHY"));
        for (AppReport app : apps) {
            boolean plain = app.covered().isPresent()
                    && app.isFine()
                    && app.newestRestorePoint().isPresent();
            rows.add(List.of(
                    app.app(),
                    app.state(),
                    app.newestRestorePoint()
                            .map(point -> moment(point.moment()))
                            .orElse("none"),
                    plain ? "" : app.why()));
        }
        long open = apps.stream().filter(app -> !app.isFine()).count();
        return table(rows)
                + (open == 0
                        ? "Every app is protected, or left out on purpose.\n"
                        : open + " of " + apps.size() + " apps are not fully protected.\n");
    }

    static String show(AppReport app) {
        StringBuilder text = new StringBuilder();
        text.append("app ").append(app.app()).append(": ").append(app.state());
        text.append(", ").append(app.why()).append('\n');
        if (!app.volumes().isEmpty()) {
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("VOLUME", "STATE", "WHY"));
            app.volumes()
                    .forEach(volume -> rows.add(List.of(
                            volume.claim(),
                            volume.covered().kind().word(),
                            volume.covered().words())));
            text.append('\n').append(table(rows));
        }
        if (!app.points().isEmpty()) {
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("RESTORE POINT", "MOMENT", "MISSING", "REPOSITORY"));
            app.points().stream()
                    .limit(ROWS_MAX)
                    .forEach(point -> rows.add(List.of(
                            point.name(),
                            moment(point.moment()),
                            Long.toString(point.missing()),
                            String.join(", ", point.repositories()))));
            text.append('\n').append(table(rows));
            more(text, app.points().size());
        }
        if (!app.runs().isEmpty()) {
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("BACKUP", "PHASE", "MOMENT", "SNAPSHOT", "MESSAGE"));
            app.runs().stream()
                    .limit(ROWS_MAX)
                    .forEach(run -> rows.add(List.of(
                            run.name(),
                            run.phase(),
                            run.moment().map(AppText::moment).orElse(""),
                            String.join(
                                    ", ",
                                    run.restorePoints().stream()
                                            .map(point ->
                                                    point.repository() + ":" + shortened(String.valueOf(point.id())))
                                            .toList()),
                            run.message())));
            text.append('\n').append(table(rows));
            more(text, app.runs().size());
        }
        return text.toString();
    }

    private static void more(StringBuilder text, int rows) {
        if (rows > ROWS_MAX) {
            text.append("and ").append(rows - ROWS_MAX).append(" older ones\n");
        }
    }

    private static String moment(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String shortened(String id) {
        return id.length() <= SHORT_ID ? id : id.substring(0, SHORT_ID);
    }

    /** Columns side by side, without blanks at the ends of lines. */
    private static String table(List<List<String>> rows) {
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                String cell = printable(row.get(column));
                line.append(cell).repeat(" ", widths[column] - cell.length() + 2);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    /** What others wrote must not move a terminal's cursor. */
    private static String printable(String text) {
        return text.chars()
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
