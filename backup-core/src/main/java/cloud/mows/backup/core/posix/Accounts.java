package cloud.mows.backup.core.posix;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Names of users and groups from {@code /etc/passwd} and {@code /etc/group}, read once at first use. Accounts of other
 * sources (LDAP, systemd) stay without a name: asking those needs libc's name service, which is not safe to load.
 */
public final class Accounts {
    private final Names users;
    private final Names groups;

    public Accounts() {
        this(Path.of("/etc/passwd"), Path.of("/etc/group"));
    }

    public Accounts(Path passwd, Path group) {
        users = new Names(passwd);
        groups = new Names(group);
    }

    /** Empty if it has no name. */
    public String userName(long uid) {
        return users.name(uid);
    }

    public String groupName(long gid) {
        return groups.name(gid);
    }

    public OptionalLong userId(String name) {
        return users.id(name);
    }

    public OptionalLong groupId(String name) {
        return groups.id(name);
    }

    private static final class Names {
        private final Path file;
        private final Map<Long, String> names = new HashMap<>();
        private final Map<String, Long> ids = new HashMap<>();
        private boolean read;

        Names(Path file) {
            this.file = file;
        }

        synchronized String name(long id) {
            readOnce();
            return names.getOrDefault(id, "");
        }

        synchronized OptionalLong id(String name) {
            readOnce();
            Long id = ids.get(name);
            return id == null ? OptionalLong.empty() : OptionalLong.of(id);
        }

        /** {@code name:password:id:...}; the first of several lines counts. */
        private void readOnce() {
            if (read) {
                return;
            }
            read = true;
            try {
                for (String line : lines()) {
                    int first = line.indexOf(':');
                    int second = line.indexOf(':', first + 1);
                    int third = line.indexOf(':', second + 1);
                    if (first > 0 && second > 0 && third > second && isNumber(line, second + 1, third)) {
                        String name = line.substring(0, first);
                        long id = Long.parseLong(line, second + 1, third, 10);
                        names.putIfAbsent(id, name);
                        ids.putIfAbsent(name, id);
                    }
                }
            } catch (IOException e) {
                // Without the file nobody has a name, as in a container made from scratch.
            }
        }

        private String[] lines() throws IOException {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n");
        }

        private static boolean isNumber(String line, int from, int to) {
            if (from == to || to - from > 10) {
                return false;
            }
            for (int i = from; i < to; i++) {
                if (line.charAt(i) < '0' || line.charAt(i) > '9') {
                    return false;
                }
            }
            return true;
        }
    }
}
