package cloud.mows.backup.dashboards.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this machine is called; asking a network for it can take seconds. */
public final class HostName {
    private HostName() {}

    public static String get() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            return "localhost";
        }
    }
}
