package cloud.mows.backup.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The alert rules, as Prometheus's own promtool sees them, and that they and the dashboard only ask for metrics that there are. */
class AlertsE2E {
    private static final Path DASHBOARDS = Machine.root().resolve("dashboards/src");
    private static final Path RULES = DASHBOARDS.resolve("main/monitoring/rules.yaml");
    private static final Path TESTS = DASHBOARDS.resolve("test/monitoring/rules-test.yaml");
    private static final Path DASHBOARD = DASHBOARDS.resolve("main/monitoring/dashboard.json");
    private static final Pattern METRIC = Pattern.compile("mows_backup_\\w+");
    private static final Pattern ALERT = Pattern.compile("(?m)- alert: (\\w+)$");
    private static final Pattern FIRED = Pattern.compile("alertname: (\\w+)\\s+exp_alerts:(?! \\[])");

    @TempDir
    Path folder;

    private Program promtool() throws IOException {
        return Program.of(folder, Machine.tool("promtool").toString());
    }

    @Test
    void promtoolFindsNothingWrong() throws Exception {
        promtool().succeed("check", "rules", "--lint=all", "--lint-fatal", RULES.toString());
    }

    /** Among them the silent failure: the controller dies, hangs or never leads, and nobody else would say anything. */
    @Test
    void eachAlertFiresWhenItIsToAndNotBefore() throws Exception {
        assertThat(promtool().succeed("test", "rules", TESTS.toString()).output())
                .contains("SUCCESS");
        assertThat(found(FIRED, TESTS)).as("alerts that fire in a test").isEqualTo(found(ALERT, RULES));
    }

    @Test
    void aTestFailsWithoutTheAlertThatItIsOf() throws Exception {
        Path broken = Files.createDirectories(folder.resolve("main/monitoring")).resolve("rules.yaml");
        Files.writeString(
                broken,
                Files.readString(RULES)
                        .replace("absent(mows_backup_controller_leader == 1)", "mows_backup_controller_leader == 0"));
        Path tests = Files.createDirectories(folder.resolve("test/monitoring")).resolve("rules-test.yaml");
        Files.copy(TESTS, tests);
        assertThat(promtool().run("test", "rules", tests.toString()).exits(1).errors())
                .contains("controller dies");
    }

    @Test
    void alertsAndDashboardAskForMetricsOfTheList() throws Exception {
        Set<String> list = Metrics.listed();
        for (Path asks : Set.of(RULES, TESTS, DASHBOARD)) {
            assertThat(found(METRIC, asks)).as(asks.toString()).isNotEmpty().isSubsetOf(list);
        }
    }

    @Test
    void eachPanelOfTheDashboardIsExplainedAndAsksWhatPrometheusUnderstands() throws Exception {
        JsonNode dashboard = new ObjectMapper().readTree(DASHBOARD.toFile());
        assertThat(dashboard.path("uid").asText()).isEqualTo("mows-backup");
        assertThat(dashboard.path("id").isNull()).as("an id is of one Grafana").isTrue();
        Set<Integer> ids = new TreeSet<>();
        for (JsonNode panel : dashboard.path("panels")) {
            String title = panel.path("title").asText();
            assertThat(ids.add(panel.path("id").asInt())).as("id of " + title).isTrue();
            assertThat(panel.path("description").asText())
                    .as("description of " + title)
                    .isNotEmpty();
            assertThat(panel.path("targets")).as("queries of " + title).isNotEmpty();
            for (JsonNode target : panel.path("targets")) {
                promtool()
                        .succeed(
                                "promql",
                                "format",
                                "--experimental",
                                target.path("expr").asText());
            }
        }
        assertThat(ids).hasSizeGreaterThan(5);
    }

    private static Set<String> found(Pattern pattern, Path file) throws IOException {
        return pattern.matcher(Files.readString(file))
                .results()
                .map((MatchResult match) -> match.group(match.groupCount()))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
