package cloud.mows.backup.core.tree;

import cloud.mows.backup.core.bytes.ByteString;

/** One extended attribute; POSIX ACLs are {@code system.posix_acl_access} and {@code system.posix_acl_default}. */
public record Xattr(String name, ByteString value) {}
