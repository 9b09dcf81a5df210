package cloud.mows.backup.app.service;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** What the process needs to know; variables are called {@code MOWS_BACKUP_CONTROLLER_…}. */
@ConfigMapping(prefix = "mows.backup.controller")
interface ControllerSettings {
    /** Of the Jobs that are started; in a cluster the one that we are of. No default. */
    String image();

    /** Where these Jobs, the secrets of repositories and the Lease are. Default: where we are. */
    Optional<String> namespace();

    /** The address at which port 8080 tells how it is. Default: 127.0.0.1, so that outside a pod no other machine can ask. */
    String host();
}
