package cloud.mows.backup.dashboards.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class ChildReportTest {
    @Test
    void readsHowFarABackupIs() {
        assertThat(ChildReport.parse(
                        "{\"message_type\":\"status\",\"seconds_elapsed\":1,\"seconds_remaining\":4,\"percent_done\":0.5,"
                                + "\"total_files\":10,\"files_done\":5,\"total_bytes\":100,\"bytes_done\":50,"
                                + "\"current_files\":[\"/a\"]}"))
                .contains(new ChildReport.Status(5, 10, 50, 100, OptionalLong.of(4), List.of("/a")));
    }

    @Test
    void readsHowFarARestoreIs() {
        assertThat(ChildReport.parse("{\"message_type\":\"status\",\"total_files\":10,\"files_restored\":2,"
                        + "\"files_skipped\":3,\"total_bytes\":100,\"bytes_restored\":20,\"bytes_skipped\":30}"))
                .contains(new ChildReport.Status(5, 10, 50, 100, OptionalLong.empty(), List.of()));
    }

    @Test
    void readsTheEndAndWhatWentWrong() {
        assertThat(ChildReport.parse("{\"message_type\":\"summary\",\"total_files_processed\":7,"
                        + "\"total_bytes_processed\":70,\"snapshot_id\":\"ab\"}"))
                .contains(new ChildReport.Summary(7, 70, "ab"));
        assertThat(ChildReport.parse("{\"message_type\":\"error\",\"error\":{\"message\":\"no permission\"},"
                        + "\"during\":\"archival\",\"item\":\"/b\"}"))
                .contains(new ChildReport.Complaint("/b: no permission"));
        assertThat(ChildReport.parse(
                        "{\"message_type\":\"exit_error\",\"code\":1,\"message\":\"full\",\"hint\":\"h\"}"))
                .contains(new ChildReport.End("full", "h"));
    }

    @Test
    void whatIsNotJsonIsSomebodyElsesComplaint() {
        assertThat(ChildReport.parse("mows-backup: needs a JDK 25"))
                .contains(new ChildReport.Complaint("mows-backup: needs a JDK 25"));
        assertThat(ChildReport.parse("")).isEmpty();
        assertThat(ChildReport.parse("{\"message_type\":\"verbose_status\"}")).isEmpty();
    }
}
