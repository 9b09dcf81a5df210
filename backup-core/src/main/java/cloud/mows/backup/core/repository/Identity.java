package cloud.mows.backup.core.repository;

/**
 * Who works on the repository, as locks, keys and snapshots record it.
 *
 * @param host the machine's name
 * @param user the login name
 * @param pid of this process; with the host it tells whether a lock's owner still runs
 */
public record Identity(String host, String user, long uid, long gid, long pid) {}
