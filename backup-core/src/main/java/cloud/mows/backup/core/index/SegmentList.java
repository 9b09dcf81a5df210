package cloud.mows.backup.core.index;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Function;

/**
 * The segments in use, which may be replaced while others are asked. Questions hold a lock shared, which is taken alone for
 * the moment of replacing: so what was replaced can be unmapped at once. (Java would bear unmapping under a reader, but it
 * interrupts that thread.) Only segments that were handed out stay mapped until the end.
 */
final class SegmentList implements AutoCloseable {
    private final SegmentReload reload;
    private final StampedLock questions = new StampedLock();
    private final Set<Segment> handedOut = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Segment> retired = new ArrayList<>();
    private volatile List<Segment> current;
    private volatile boolean closed;

    SegmentList(List<Segment> segments, SegmentReload reload) {
        this.current = List.copyOf(segments);
        this.reload = reload;
    }

    List<Segment> current() {
        return current;
    }

    /** @param question may be asked more than once, must keep no segment and ask nothing else */
    <T> T ask(Function<List<Segment>, T> question) {
        while (true) {
            long stamp = questions.readLock();
            DamagedSegmentException damage;
            try {
                if (closed) {
                    throw new IllegalStateException("the index is closed");
                }
                return question.apply(current);
            } catch (DamagedSegmentException e) {
                damage = e;
            } finally {
                questions.unlockRead(stamp);
            }
            heal(damage);
        }
    }

    /** Segments that stay open, all of them looked through. */
    List<Segment> handOut() {
        while (true) {
            List<Segment> all;
            synchronized (this) {
                all = current;
                handedOut.addAll(all);
            }
            try {
                all.forEach(Segment::verify);
                return all;
            } catch (DamagedSegmentException e) {
                heal(e);
            }
        }
    }

    private synchronized void heal(DamagedSegmentException damage) {
        for (Segment segment : current) {
            if (segment.path().equals(damage.file())) {
                // Whoever merges it meanwhile is to meet the damage, too, not a closed file.
                handedOut.add(segment);
                replace(List.of(segment), reload.reload(damage, segment.sources()));
                return;
            }
        }
    }

    synchronized void add(Segment segment) {
        List<Segment> more = new ArrayList<>(current);
        more.add(segment);
        current = List.copyOf(more);
    }

    /** When it returns nobody asks what was in the list before. */
    private void set(List<Segment> segments) {
        long stamp = questions.writeLock();
        current = List.copyOf(segments);
        questions.unlockWrite(stamp);
    }

    synchronized void replace(List<Segment> old, List<Segment> by) {
        List<Segment> now = new ArrayList<>(current);
        List<Segment> gone = new ArrayList<>(old);
        gone.retainAll(now);
        now.removeAll(gone);
        now.addAll(by);
        set(now);
        for (Segment segment : gone) {
            if (handedOut.contains(segment)) {
                retired.add(segment);
            } else {
                segment.close();
            }
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            List<Segment> last = current;
            set(List.of());
            last.forEach(Segment::close);
            retired.forEach(Segment::close);
        }
    }
}
