package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.core.archive.Exclusions;

/** The options of {@code backup} that leave things out. */
final class ExclusionOptions {
    void declare(OptionSet options) {}

    Exclusions read(Session session) {
        return Exclusions.NONE;
    }
}
