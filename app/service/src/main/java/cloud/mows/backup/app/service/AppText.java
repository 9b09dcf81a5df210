package cloud.mows.backup.app.service;

import cloud.mows.backup.schedulers.report.AppReport;
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
        return TextTable.of(rows)
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
            text.append('\n').append(TextTable.of(rows));
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
            text.append('\n').append(TextTable.of(rows));
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
            text.append('\n').append(TextTable.of(rows));
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
}
