package cloud.mows.backup.core.progress;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what is done and what is to be done. Totals may grow while work goes on, as when a directory is still being
 * scanned; until {@link #totalIsFinal} says so they promise nothing.
 */
public final class ProgressCounter {
    private final LongAdder filesDone = new LongAdder();
    private final LongAdder bytesDone = new LongAdder();
    private final LongAdder filesTotal = new LongAdder();
    private final LongAdder bytesTotal = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private volatile boolean totalFinal;
    private volatile String currentItem = "";

    /** Work on something began; shown until the next begins. */
    public void begin(String item) {
        currentItem = item;
    }

    public void addFiles(long count) {
        filesDone.add(count);
    }

    public void addBytes(long count) {
        bytesDone.add(count);
    }

    public void addError() {
        errors.increment();
    }

    public void addTotal(long files, long bytes) {
        filesTotal.add(files);
        bytesTotal.add(bytes);
    }

    /** Nothing will be added to the total any more. */
    public void totalIsFinal() {
        totalFinal = true;
    }

    /** @param elapsed since the work began */
    public ProgressSnapshot sample(Duration elapsed) {
        return new ProgressSnapshot(
                filesDone.sum(),
                filesTotal.sum(),
                bytesDone.sum(),
                bytesTotal.sum(),
                totalFinal,
                errors.sum(),
                currentItem,
                elapsed);
    }
}
