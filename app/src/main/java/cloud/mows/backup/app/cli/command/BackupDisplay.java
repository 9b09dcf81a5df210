package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.app.cli.text.Formats;
import cloud.mows.backup.app.cli.text.Json;
import cloud.mows.backup.core.archive.ArchiveObserver;
import cloud.mows.backup.core.archive.ArchiveReport;
import cloud.mows.backup.core.id.SnapshotId;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.progress.ProgressCounter;
import cloud.mows.backup.core.progress.ProgressSnapshot;
import cloud.mows.backup.core.snapshot.SnapshotSummary;
import cloud.mows.backup.core.tree.Node;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What {@code backup} shows while it runs and at the end: for people as restic does, for scripts restic's JSON. */
final class BackupDisplay implements AutoCloseable {
    private final Session session;
    private final boolean dryRun;
    private final ProgressCounter counter = new ProgressCounter();
    private final LiveStatus live;
    private final AtomicReference<String> firstProblem = new AtomicReference<>("");

    BackupDisplay(Session session, boolean dryRun) {
        this.session = session;
        this.dryRun = dryRun;
        this.live = new LiveStatus(session, counter, BackupDisplay::status);
    }

    /** Whether anybody sees how far it is. */
    boolean isWatched() {
        return live.isShown();
    }

    void found(long files, long bytes) {
        counter.addTotal(files, bytes);
    }

    void foundAll() {
        counter.totalIsFinal();
    }

    ArchiveObserver observer() {
        return new ArchiveObserver() {
            @Override
            public void comparing(@Nullable SnapshotId parent) {
                if (parent != null) {
                    session.say("using parent snapshot " + parent);
                } else {
                    session.say("no parent snapshot found, will read all files");
                }
            }

            @Override
            public void started(BytePath file) {
                if (live.isDue()) {
                    counter.begin(file.toString());
                }
            }

            @Override
            public void bytes(long count) {
                counter.addBytes(count);
                live.show();
            }

            @Override
            public void saved(BytePath path, Node node, Change change) {
                counter.addFiles(1);
                item(path, node, change);
            }

            @Override
            public void problem(BytePath path, String message) {
                counter.addError();
                firstProblem.compareAndSet("", sentence(path, message));
                report("error", path, message);
            }

            @Override
            public void warning(BytePath path, String message) {
                report("warning", path, message);
            }

            @Override
            public void changedWhileRead(BytePath path, String message) {
                report("warning", path, message);
            }
        };
    }

    private void item(BytePath path, Node node, ArchiveObserver.Change change) {
        boolean isNews = change != ArchiveObserver.Change.UNCHANGED;
        if (session.json() ? !session.shows(3) : !session.shows(isNews ? 2 : 3)) {
            return;
        }
        String action = switch (change) {
            case NEW -> "new";
            case CHANGED -> "modified";
            case UNCHANGED -> "unchanged";
        };
        if (session.json()) {
            session.print(new Json()
                    .beginObject()
                    .field("message_type", "verbose_status")
                    .field("action", action)
                    .field("item", path.toString())
                    .field("data_size", node.size())
                    .endObject());
        } else {
            session.print(Formats.left(action, 9) + " " + path);
        }
    }

    /** @param kind as restic's message_type {@code error}; ours alone is {@code warning}, of the same form */
    private void report(String kind, BytePath path, String message) {
        if (session.json()) {
            session.warn(new Json()
                    .beginObject()
                    .field("message_type", kind)
                    .name(kind)
                    .beginObject()
                    .field("message", message)
                    .endObject()
                    .field("during", "archival")
                    .field("item", path.toString())
                    .endObject()
                    .toString());
        } else {
            session.warn(sentence(path, message));
        }
    }

    private static String sentence(BytePath path, String message) {
        return message.contains(path.toString()) ? message : path + ": " + message;
    }

    private static Json status(ProgressSnapshot progress) {
        Json json = new Json().beginObject().field("message_type", "status");
        json.field("seconds_elapsed", progress.elapsed().toSeconds());
        progress.remaining().ifPresent(left -> json.field("seconds_remaining", left.toSeconds()));
        json.field("percent_done", progress.fraction().orElse(0));
        json.field("total_files", progress.filesTotal()).field("files_done", progress.filesDone());
        json.field("total_bytes", progress.bytesTotal()).field("bytes_done", progress.bytesDone());
        if (progress.errors() > 0) {
            json.field("error_count", progress.errors());
        }
        if (!progress.currentItem().isEmpty()) {
            json.field("current_files", List.of(progress.currentItem()));
        }
        return json.endObject();
    }

    private static String counts(long fresh, long changed, long unmodified) {
        return Formats.right(fresh, 11) + " new, " + Formats.right(changed, 5) + " changed, "
                + Formats.right(unmodified, 5) + " unmodified";
    }

    void finish(ArchiveReport report) {
        close();
        SnapshotSummary summary = report.summary();
        Duration took = live.elapsed();
        if (session.json()) {
            session.print(summary(report));
            return;
        }
        session.say("");
        session.say("Files: " + counts(summary.filesNew(), summary.filesChanged(), summary.filesUnmodified()));
        session.say("Dirs:  " + counts(summary.dirsNew(), summary.dirsChanged(), summary.dirsUnmodified()));
        String stored = dryRun ? "" : " (" + Formats.bytes(summary.dataAddedPacked()) + " stored)";
        session.say((dryRun ? "Would add to the repository: " : "Added to the repository: ")
                + Formats.bytes(summary.dataAdded())
                + stored);
        session.say("");
        // "1 files" is what wrappers look for.
        session.say("processed " + summary.totalFilesProcessed() + " files, "
                + Formats.bytes(summary.totalBytesProcessed()) + " in " + Formats.duration(took));
        if (report.snapshot() != null) {
            session.say("snapshot " + report.snapshot() + " saved");
        } else if (!dryRun) {
            session.say("skipped creating snapshot: nothing changed");
        }
        if (report.changedWhileRead() > 0) {
            session.warn("Warning: " + Formats.count(report.changedWhileRead(), "file")
                    + " changed while being read and may be saved as a mixture of before and after");
        }
        if (report.problems() > 0) {
            session.warn("Warning: at least one source file could not be read, or was named but left out ("
                    + report.problems() + "); everything else was saved");
        }
    }

    /** Restic's summary, and what it has no word for. */
    Json summary(ArchiveReport report) {
        SnapshotSummary summary = report.summary();
        Json json = new Json()
                .beginObject()
                .field("message_type", "summary")
                .field("files_new", summary.filesNew())
                .field("files_changed", summary.filesChanged())
                .field("files_unmodified", summary.filesUnmodified())
                .field("dirs_new", summary.dirsNew())
                .field("dirs_changed", summary.dirsChanged())
                .field("dirs_unmodified", summary.dirsUnmodified())
                .field("data_blobs", summary.dataBlobs())
                .field("tree_blobs", summary.treeBlobs())
                .field("data_added", summary.dataAdded())
                .field("data_added_packed", summary.dataAddedPacked())
                .field("total_files_processed", summary.totalFilesProcessed())
                .field("total_bytes_processed", summary.totalBytesProcessed())
                .field("total_duration", live.elapsed().toNanos() / 1e9)
                .field("backup_start", summary.backupStart().toString())
                .field("backup_end", summary.backupEnd().toString());
        if (report.problems() > 0) {
            json.field("error_count", report.problems()).field("first_error", firstProblem.get());
        }
        if (report.changedWhileRead() > 0) {
            json.field("files_changed_while_read", report.changedWhileRead());
        }
        if (report.snapshot() != null) {
            json.field("snapshot_id", report.snapshot().hex());
        }
        if (dryRun) {
            json.field("dry_run", true);
        }
        return json.endObject();
    }

    @Override
    public void close() {
        live.close();
    }
}
