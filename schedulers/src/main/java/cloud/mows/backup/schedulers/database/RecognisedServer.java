package cloud.mows.backup.schedulers.database;

import cloud.mows.backup.crds.backup.DatabaseKind;
import java.util.Optional;

/**
 * A database server of an app.
 *
 * @param name the same in every backup, as long as the app stays the same
 * @param pod in which it can be dumped
 * @param objection why it cannot be dumped at present; empty if it can
 */
public record RecognisedServer(
        DatabaseKind kind, String name, String pod, String container, Optional<String> objection) {}
