package cloud.mows.backup.core.repository;

/**
 * Who works on the repository, as locks, keys and snapshots record it.
 *
 * @param host the machine's name
 * @param user the login name
 * @param pid of this process; with the host and its name space it tells whether a lock's owner still runs
 * @param pidSpace which processes {@code pid} is counted among: {@code <boot id>/<pid name space>}; empty if unknown
 */
public record Identity(String host, String user, long uid, long gid, long pid, String pidSpace) {
    /** As restic records it. */
    public Identity(String host, String user, long uid, long gid, long pid) {
        this(host, user, uid, gid, pid, "");
    }

    /** Whether {@code other} runs under the same kernel and yet cannot see this process by its number. */
    boolean isHiddenFrom(Identity other) {
        return !pidSpace.equals(other.pidSpace) && !boot().isEmpty() && boot().equals(other.boot());
    }

    private String boot() {
        return pidSpace.substring(0, Math.max(0, pidSpace.indexOf('/')));
    }
}
