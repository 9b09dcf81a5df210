package cloud.mows.backup.schedulers.answer;

import cloud.mows.backup.crds.grant.BackupGrant;
import cloud.mows.backup.crds.grant.BackupGrantSpec;
import org.jspecify.annotations.Nullable;

/** The grant that an approval would make, before it is made. */
public sealed interface Draft {
    /** @param there the one of that name that is changed; null if there is none */
    record Ready(
            String name, BackupGrantSpec spec, @Nullable BackupGrant there) implements Draft {}

    /** There is one of that name, for others as well. */
    record Taken(String name) implements Draft {}

    /** @param why a sentence */
    record Impossible(String why) implements Draft {}
}
