package cloud.mows.backup.core.repository;

import cloud.mows.backup.core.id.KeyId;

/**
 * One password of a repository, as lists show it.
 *
 * @param created RFC 3339, as the file has it
 * @param current whether this process opened the repository with it
 */
public record KeySlot(KeyId id, String username, String hostname, String created, boolean current) {}
