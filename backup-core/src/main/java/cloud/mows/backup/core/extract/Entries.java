package cloud.mows.backup.core.extract;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.posix.FileStat;
import cloud.mows.backup.core.target.ExistingFile;
import cloud.mows.backup.core.target.TargetDirectory;
import cloud.mows.backup.core.target.TargetException;
import cloud.mows.backup.core.tree.Node;
import cloud.mows.backup.core.tree.NodeType;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides for each entry by what is in its place, and does or plans it. For the walker's thread. */
final class Entries {
    private final Run run;
    private final FilePlanner planner;
    private final HardLinks hardLinks = new HardLinks();

    Entries(Run run, FilePlanner planner) {
        this.run = run;
        this.planner = planner;
    }

    private Tally tally() {
        return run.tally();
    }

    private Overwrite overwrite() {
        return run.request().overwrite();
    }

    /** Makes a directory that is selected. @return whether it, and so what is in it, can be restored */
    boolean directory(DirectoryJob job) {
        tally().found(0);
        if (run.request().dryRun()) {
            look(job);
            tally().done(ExtractAction.RESTORED, job.location(), 0);
            return true;
        }
        return make(job);
    }

    /** And what is missing above it. */
    private boolean make(DirectoryJob job) {
        if (job.directory() != null || job.hasFailed()) {
            return !job.hasFailed();
        }
        DirectoryJob parent = job.parent();
        Node node = job.node();
        if (parent == null || node == null || !make(parent)) {
            job.fail();
            return false;
        }
        TargetDirectory above = parent.made();
        try {
            makeWay(above, node);
            job.set(above.makeDirectory(node.name()));
            return true;
        } catch (TargetException e) {
            job.fail();
            tally().failed(job.location(), e);
            return false;
        }
    }

    /** Something that is no directory gives way, unless the user keeps what is there. */
    private void makeWay(TargetDirectory above, Node node) throws TargetException {
        if (above.isNew() || overwrite() == Overwrite.NEVER) {
            return;
        }
        FileStat there = above.stat(node.name());
        if (there != null && !there.isDirectory()) {
            above.remove(node.name());
        }
    }

    /** For dry runs: opens what is there. */
    private void look(DirectoryJob job) {
        DirectoryJob parent = job.parent();
        Node node = job.node();
        if (parent == null || node == null || job.directory() != null) {
            return;
        }
        look(parent);
        TargetDirectory above = parent.directory();
        if (above == null) {
            return;
        }
        try {
            FileStat there = above.stat(node.name());
            if (there != null && there.isDirectory()) {
                job.set(above.openDirectory(node.name()));
            }
        } catch (TargetException e) {
            tally().failed(job.location(), e);
        }
    }

    /** Anything but a directory. */
    void entry(DirectoryJob parent, Node node) {
        if (run.request().dryRun()) {
            look(parent);
        } else if (!make(parent)) {
            return;
        }
        FileJob first = node.type() == NodeType.FILE && HardLinks.concerns(node) ? hardLinks.first(node) : null;
        long size = node.type() == NodeType.FILE && first == null ? node.size() : 0;
        tally().found(size);
        BytePath location = null;
        try {
            TargetDirectory directory = parent.directory();
            FileStat there = directory == null || directory.isNew() ? null : directory.stat(node.name());
            if (there != null && stays(there, node)) {
                location = parent.location().resolve(node.name());
                remember(parent, node, first);
                tally().done(ExtractAction.SKIPPED, location, size);
            } else if (run.request().dryRun()) {
                dry(parent, node, there, first, size);
            } else {
                write(parent, node, there, first);
            }
        } catch (TargetException e) {
            tally().failed(location == null ? parent.location().resolve(node.name()) : location, e);
        }
    }

    private boolean stays(FileStat there, Node node) {
        return switch (overwrite()) {
            case ALWAYS, IF_CHANGED -> false;
            case IF_NEWER -> !node.mtime().isAfter(there.mtime());
            case NEVER -> true;
        };
    }

    /** Its other names are links to what stays. */
    private void remember(DirectoryJob parent, Node node, @Nullable FileJob first) {
        if (first == null
                && node.type() == NodeType.FILE
                && HardLinks.concerns(node)
                && !run.request().dryRun()) {
            FileJob job = new FileJob(run, parent, node);
            hardLinks.remember(node, job);
            job.end();
        }
    }

    private void write(DirectoryJob parent, Node node, @Nullable FileStat there, @Nullable FileJob first)
            throws TargetException {
        TargetDirectory directory = parent.made();
        if (there != null && there.isDirectory()) {
            removeDirectory(parent, node.name());
        }
        if (first != null) {
            first.link(new FileJob.PendingLink(parent, node));
        } else if (node.type() == NodeType.FILE) {
            writeFile(parent, node, there != null && there.isFile() ? there : null);
        } else {
            BytePath location = parent.location().resolve(node.name());
            tally().metadata(() -> location, directory.makeSpecial(node.name(), node));
            tally().done(there == null ? ExtractAction.RESTORED : ExtractAction.UPDATED, location, 0);
        }
    }

    private void removeDirectory(DirectoryJob parent, ByteString name) throws TargetException {
        TargetDirectory directory = parent.made();
        if (!parent.isExact() && !directory.openDirectory(name).names().isEmpty()) {
            throw new TargetException.Taken(
                    directory.path().resolve(name), "a directory that is not empty has its place", null);
        }
        directory.remove(name);
    }

    private void writeFile(DirectoryJob parent, Node node, @Nullable FileStat there) throws TargetException {
        FileJob job = new FileJob(run, parent, node);
        if (HardLinks.concerns(node)) {
            hardLinks.remember(node, job);
        }
        if (there == null) {
            planner.add(job);
        } else if (isUntouched(there, node)) {
            job.keep();
        } else {
            try (ExistingFile existing = parent.made().openFile(node.name())) {
                planner.addExisting(job, existing);
            } catch (TargetException e) {
                job.fail(e);
                job.end();
            }
        }
    }

    private boolean isUntouched(FileStat there, Node node) {
        return overwrite() == Overwrite.IF_CHANGED
                && there.size() == node.size()
                && there.mtime().equals(node.mtime());
    }

    private void dry(DirectoryJob parent, Node node, @Nullable FileStat there, @Nullable FileJob first, long size)
            throws TargetException {
        ExtractAction action = there == null ? ExtractAction.RESTORED : ExtractAction.UPDATED;
        if (there != null && first == null && node.type() == NodeType.FILE && there.isFile()) {
            action = isUntouched(there, node) || hasContent(parent.made(), node) ? ExtractAction.UNCHANGED : action;
        }
        if (action != ExtractAction.UNCHANGED) {
            tally().wrote(size);
        }
        tally().done(action, parent.location().resolve(node.name()), size);
    }

    private boolean hasContent(TargetDirectory directory, Node node) throws TargetException {
        try (ExistingFile existing = directory.openFile(node.name())) {
            return existing.stat().size() == node.size()
                    && run.verification().matching(existing, node.content()).cardinality()
                            == node.content().size();
        }
    }

    /**
     * Removes what is selected, but not in the snapshot; unless the directory is to be exactly as it was, only what would
     * spoil something that was restored.
     */
    void deleteOthers(DirectoryJob job, List<ByteString> names) {
        TargetDirectory directory = job.directory();
        if (directory == null || directory.isNew() || job.hasFailed()) {
            return;
        }
        Set<ByteString> kept = new HashSet<>(names);
        try {
            for (ByteString name : directory.names()) {
                if (kept.contains(name)) {
                    continue;
                }
                // What belongs to a file is selected with it.
                ByteString of =
                        DatabaseFiles.sqliteOf(name).filter(kept::contains).orElse(name);
                if (run.request()
                                .selection()
                                .choose(job.location().resolve(of), false)
                                .isTaken()
                        && (job.isExact() || !of.equals(name) && isSqlites(directory, name))) {
                    delete(directory, name, job.location().resolve(name));
                }
            }
        } catch (TargetException e) {
            tally().failed(job.location(), e);
        }
    }

    /** A log or journal that SQLite would apply to the database that was restored beside it. */
    private static boolean isSqlites(TargetDirectory directory, ByteString name) throws TargetException {
        FileStat stat = directory.stat(name);
        if (stat == null || !stat.isFile()) {
            return false;
        }
        try (ExistingFile file = directory.openFile(name)) {
            byte[] first = new byte[DatabaseFiles.SQLITE_MAGIC_BYTES];
            return file.readAt(first, 0, first.length, 0) == first.length && DatabaseFiles.isSqlites(name, first);
        }
    }

    private void delete(TargetDirectory directory, ByteString name, BytePath location) {
        try {
            long entries = count(directory, name);
            if (!run.request().dryRun()) {
                directory.remove(name);
            }
            for (long i = 1; i < entries; i++) {
                tally().deletedBelow();
            }
            tally().done(ExtractAction.DELETED, location, 0);
        } catch (TargetException e) {
            tally().failed(location, e);
        }
    }

    private static long count(TargetDirectory directory, ByteString name) throws TargetException {
        FileStat stat = directory.stat(name);
        long entries = 1;
        if (stat != null && stat.isDirectory()) {
            TargetDirectory inner = directory.openDirectory(name);
            for (ByteString child : inner.names()) {
                entries += count(inner, child);
            }
        }
        return entries;
    }
}
