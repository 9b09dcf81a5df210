package cloud.mows.backup.app.cli.session;

import cloud.mows.backup.core.repository.Identity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Who runs this process, on which machine; read from {@code /proc}, for looking names up on a network can take seconds. */
final class ProcessIdentity {
    private ProcessIdentity() {}

    static Identity of(Environment environment) {
        String user = environment.variable("USER");
        long uid = 0;
        long gid = 0;
        try {
            Map<String, Object> status = Files.readAttributes(Path.of("/proc/self"), "unix:uid,gid,owner");
            uid = ((Number) status.get("uid")).longValue();
            gid = ((Number) status.get("gid")).longValue();
            user = status.get("owner").toString();
        } catch (IOException | UnsupportedOperationException e) {
            user = user == null ? System.getProperty("user.name", "") : user;
        }
        return new Identity(host(), user, uid, gid, ProcessHandle.current().pid(), pidSpace());
    }

    private static String pidSpace() {
        try {
            String boot =
                    Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
            String space = Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
            return boot + "/" + space.replaceAll("\\D", "");
        } catch (IOException e) {
            // Then only their age tells that our locks are stale.
            return "";
        }
    }

    private static String host() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException unknown) {
                return "localhost";
            }
        }
    }
}
