package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.core.archive.ArchiveRequest;
import cloud.mows.backup.core.archive.Estimate;
import cloud.mows.backup.core.source.Source;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Counts beside the backup how much there is, where somebody watches; ends with the backup. */
final class BackupScan implements AutoCloseable {
    private final BackupDisplay display;
    private final @Nullable ArchiveRequest request;
    private final Supplier<Source> files;
    private volatile boolean over;
    private @Nullable Thread thread;

    /** @param request null to count nothing */
    BackupScan(BackupDisplay display, @Nullable ArchiveRequest request, Supplier<Source> files) {
        this.display = display;
        this.request = request;
        this.files = files;
    }

    void start() {
        ArchiveRequest counted = request;
        if (counted == null || !display.isWatched()) {
            return;
        }
        thread = Thread.ofPlatform().daemon().name("scan").start(() -> {
            try (Source source = files.get()) {
                new Estimate(source, counted, () -> over).run(display::found);
                if (!over) {
                    display.foundAll();
                }
            }
        });
    }

    @Override
    public void close() {
        over = true;
        if (thread != null) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
