package cloud.mows.backup.core.repository;

import cloud.mows.backup.core.id.LockId;

/** A lock that is there, and its name. */
record FoundLock(LockId id, LockFile file) {}
