package cloud.mows.backup.core.extract;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.problem.Problem;
import cloud.mows.backup.core.target.MetadataProblem;
import cloud.mows.backup.core.target.MetadataProblem.Part;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TallyTest {
    private final List<String> said = new ArrayList<>();
    private final ExtractObserver observer = new ExtractObserver() {
        @Override
        public void limited(String text) {
            said.add("limited: " + text);
        }

        @Override
        public void failed(BytePath location, Problem problem) {
            said.add("failed: " + location + ": " + problem.message());
        }
    };

    private static MetadataProblem problem(String path, Part part, String group, boolean isGeneral) {
        return new MetadataProblem(BytePath.of(path), part, group, isGeneral, "call: " + group);
    }

    private void restore(Tally tally) {
        for (int i = 1; i <= 1000; i++) {
            BytePath location = BytePath.of("/f" + i);
            String path = "/target/f" + i;
            tally.metadata(
                    () -> location,
                    List.of(
                            problem(path, Part.XATTR, "user.*: not supported (EOPNOTSUPP)", true),
                            problem(path, Part.OWNER, "operation not permitted (EPERM)", true)));
        }
        tally.metadata(
                () -> BytePath.of("/odd"),
                List.of(problem("/target/odd", Part.XATTR, "user.*: too big (E2BIG)", false)));
        tally.tellUnset();
    }

    @Test
    void whatNoFileCanHaveIsToldOnce() {
        Tally tally = new Tally(observer, false);
        restore(tally);
        assertThat(said)
                .containsExactly(
                        "failed: /odd: /target/odd: call: user.*: too big (E2BIG)",
                        "limited: owners and groups could not be set 1000 times: operation not permitted (EPERM);"
                                + " the first is of /target/f1",
                        "failed: /f1: extended attributes could not be set 1000 times: user.*: not supported (EOPNOTSUPP);"
                                + " the first is of /target/f1");
        assertThat(tally.report().problems()).isEqualTo(2);
    }

    @Test
    void forRootOwnersThatCannotBeSetAreAFailure() {
        Tally tally = new Tally(observer, true);
        restore(tally);
        assertThat(tally.report().problems()).isEqualTo(3);
    }
}
