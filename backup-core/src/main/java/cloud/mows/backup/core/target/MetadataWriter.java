package cloud.mows.backup.core.target;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.posix.Accounts;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.posix.Errno;
import cloud.mows.backup.core.posix.FileStat;
import cloud.mows.backup.core.posix.PosixException;
import cloud.mows.backup.core.posix.PosixProcess;
import cloud.mows.backup.core.target.MetadataProblem.Part;
import cloud.mows.backup.core.tree.Node;
import cloud.mows.backup.core.tree.NodeType;
import cloud.mows.backup.core.tree.Xattr;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Brings an inode's metadata to a node's. The order matters: a change of owner clears set-user-id and capabilities; an
 * attribute of our own may need the right to write that the mode takes away; an ACL changes the mode's group bits and must
 * find the mode set; times come last.
 */
record MetadataWriter(MetadataPolicy policy, Accounts accounts, long ourUid, long ourGid) {
    private static final String ACL_PREFIX = "system.posix_acl_";
    private static final int SET_ID_BITS = 06000;

    MetadataWriter(MetadataPolicy policy, Accounts accounts) {
        this(policy, accounts, PosixProcess.effectiveUserId(), PosixProcess.effectiveGroupId());
    }

    /** Whether it belongs to whom what we make belongs. */
    boolean isOurs(FileStat stat) {
        return stat.uid() == ourUid && stat.gid() == ourGid;
    }

    static boolean isAcl(ByteString attribute) {
        return attribute.toString().startsWith(ACL_PREFIX);
    }

    /** @param isNew it is ours and has no attributes yet */
    List<MetadataProblem> apply(BytePath path, Inode inode, Node node, boolean isNew) {
        List<MetadataProblem> problems = new ArrayList<>(0);
        boolean owned = restoreOwner(path, inode, node, isNew, problems);
        if (!isNew) {
            removeOthers(path, inode, node, problems);
        }
        setXattrs(path, inode, node, problems, false);
        if (node.type() != NodeType.SYMLINK) {
            attempt(path, Part.MODE, problems, () -> inode.changeMode(mode(node, owned)));
        }
        setXattrs(path, inode, node, problems, true);
        attempt(path, Part.TIMES, problems, () -> inode.changeTimes(node.atime(), node.mtime()));
        return problems;
    }

    /** @return whether it belongs to whom the node says */
    private boolean restoreOwner(BytePath path, Inode inode, Node node, boolean isNew, List<MetadataProblem> problems) {
        if (policy.owners() == MetadataPolicy.Owners.IGNORED) {
            return false;
        }
        long uid = uid(node);
        long gid = gid(node);
        return isNew && uid == ourUid && gid == ourGid
                || attempt(path, Part.OWNER, problems, () -> inode.changeOwner(uid, gid));
    }

    /** A program that would run as its owner must not run as whoever happens to own it now. */
    private static int mode(Node node, boolean owned) {
        return owned || node.type() == NodeType.DIRECTORY ? node.mode() : node.mode() & ~SET_ID_BITS;
    }

    private long uid(Node node) {
        boolean byName =
                policy.owners() == MetadataPolicy.Owners.BY_NAME && !node.user().isEmpty();
        return byName ? accounts.userId(node.user()).orElse(node.uid()) : node.uid();
    }

    private long gid(Node node) {
        boolean byName = policy.owners() == MetadataPolicy.Owners.BY_NAME
                && !node.group().isEmpty();
        return byName ? accounts.groupId(node.group()).orElse(node.gid()) : node.gid();
    }

    private void setXattrs(BytePath path, Inode inode, Node node, List<MetadataProblem> problems, boolean acls) {
        for (Xattr xattr : node.xattrs()) {
            if (xattr.name().startsWith(ACL_PREFIX) == acls && policy.xattrs().test(xattr.name())) {
                attempt(path, Part.XATTR, problems, () -> inode.setXattr(ByteString.of(xattr.name()), xattr.value()));
            }
        }
    }

    /** What the file had before it was overwritten, or inherited from its directory's default ACL. */
    private void removeOthers(BytePath path, Inode inode, Node node, List<MetadataProblem> problems) {
        attempt(path, Part.XATTR, problems, () -> {
            List<ByteString> present = inode.xattrs();
            if (present.isEmpty()) {
                return;
            }
            Set<String> wanted = new HashSet<>();
            node.xattrs().forEach(xattr -> wanted.add(xattr.name()));
            for (ByteString attribute : present) {
                String name = attribute.toString();
                if (!wanted.contains(name)
                        && isRemovable(name)
                        && policy.xattrs().test(name)) {
                    attempt(path, Part.XATTR, problems, () -> remove(inode, attribute));
                }
            }
        });
    }

    /** Labels of security modules belong to the machine, not to the backup; the kernel would refuse anyway. */
    private static boolean isRemovable(String name) {
        return !name.startsWith("security.") || name.equals("security.capability");
    }

    private static void remove(Inode inode, ByteString attribute) throws PosixException {
        try {
            inode.removeXattr(attribute);
        } catch (PosixException e) {
            if (!e.is(Errno.ENODATA)) {
                throw e;
            }
        }
    }

    /** The subject of a call for an attribute begins with its name, whose first part is a name space. */
    private static String group(Part part, PosixException e) {
        int dot = e.subject().indexOf('.');
        boolean isNamed = part == Part.XATTR && dot > 0 && !e.operation().equals("listxattr");
        return (isNamed ? e.subject().substring(0, dot) + ".*: " : "") + e.reason();
    }

    private static boolean isGeneral(Part part, PosixException e) {
        return switch (e.errno()) {
            case EPERM, EOPNOTSUPP, ENOSYS -> true;
            // A user name space that does not have the number.
            case EINVAL -> part == Part.OWNER;
            default -> false;
        };
    }

    @FunctionalInterface
    private interface Step {
        void run() throws PosixException;
    }

    /** @return whether it worked */
    private static boolean attempt(BytePath path, Part part, List<MetadataProblem> problems, Step step) {
        try {
            step.run();
            return true;
        } catch (PosixException e) {
            problems.add(new MetadataProblem(path, part, group(part, e), isGeneral(part, e), e.getMessage()));
            return false;
        }
    }
}
