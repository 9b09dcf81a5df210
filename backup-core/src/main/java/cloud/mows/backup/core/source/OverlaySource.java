package cloud.mows.backup.core.source;

import cloud.mows.backup.core.posix.BytePath;
import java.util.List;

/**
 * A source with some streams laid over it as files: where one of them, or a directory on the way to it, has the path, that is what lies
 * there.
 */
public final class OverlaySource implements Source {
    private final Source below;
    private final List<StreamSource> files;

    /** @param below closed with this; the streams belong to the caller */
    public OverlaySource(Source below, List<StreamSource> files) {
        this.below = below;
        this.files = List.copyOf(files);
    }

    @Override
    public SourceEntry entry(BytePath path) throws SourceException {
        for (StreamSource file : files) {
            if (!path.isRoot() && file.has(path)) {
                return file.entry(path);
            }
        }
        return below.entry(path);
    }

    @Override
    public void readAhead(ContentSink contents) throws InterruptedException {
        below.readAhead(contents);
    }

    @Override
    public void close() {
        below.close();
    }
}
