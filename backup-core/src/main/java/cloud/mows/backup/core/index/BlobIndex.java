package cloud.mows.backup.core.index;

import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.PackId;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.pack.PackedBlob;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which blobs exist and where: the mapped segments of the repository's index files, and on top what this process is
 * writing. A blob is first <em>claimed</em> (somebody writes it), then <em>placed</em> (its pack is stored), then part of a
 * segment (its index file is stored).
 *
 * <p>One writer at a time: whether a claimed blob will be stored is up to the writer that claimed it.
 *
 * <p>Safe for many threads. Memory beside the mapped files: one small entry for each blob that is claimed or placed, which
 * the writer bounds by storing an index file every so often.
 */
public final class BlobIndex implements AutoCloseable {
    private final SegmentList segments;
    private final BackgroundMerge merge;
    private final ConcurrentHashMap<Key, Claim> recent = new ConcurrentHashMap<>();

    /**
     * @param segments are closed with it
     * @param folder where they lie
     */
    public BlobIndex(List<Segment> segments, IndexFolder folder, SegmentReload reload) {
        this.segments = new SegmentList(segments, reload);
        this.merge = new BackgroundMerge(folder, this.segments);
    }

    /** Whether the blob is stored, or being written by this process. */
    public boolean has(BlobType type, BlobId id) {
        return recent.containsKey(new Key(type, id)) || inSegment(type, id);
    }

    /** Where the blob is stored; null if it is not (yet). */
    public @Nullable BlobLocation find(BlobType type, BlobId id) {
        Claim claim = recent.get(new Key(type, id));
        if (claim != null && claim.location != null) {
            return claim.location;
        }
        return segments.ask(all -> {
            for (Segment segment : all) {
                long at = segment.find(type, id);
                if (at >= 0) {
                    return segment.location(at);
                }
            }
            return null;
        });
    }

    /** Every place where the blob is stored: more than one where writers raced. */
    public List<BlobLocation> findAll(BlobType type, BlobId id) {
        List<BlobLocation> found = new ArrayList<>(1);
        Claim claim = recent.get(new Key(type, id));
        if (claim != null && claim.location != null) {
            found.add(claim.location);
        }
        found.addAll(segments.ask(all -> findAll(all, type, id)));
        return found;
    }

    private static List<BlobLocation> findAll(List<Segment> segments, BlobType type, BlobId id) {
        List<BlobLocation> found = new ArrayList<>(1);
        for (Segment segment : segments) {
            for (long at = segment.find(type, id); at >= 0 && at < segment.count(); at++) {
                PackedBlob blob = segment.blob(at);
                if (!blob.id().equals(id)) {
                    break;
                }
                if (blob.type() == type) {
                    found.add(segment.location(at));
                }
            }
        }
        return found;
    }

    /** Those of some packs that no index file lists. */
    public Set<PackId> unlisted(Set<PackId> packs) {
        if (packs.isEmpty()) {
            return Set.of();
        }
        return segments.ask(all -> {
            Set<PackId> unlisted = new HashSet<>(packs);
            for (Segment segment : all) {
                for (int p = 0; p < segment.packCount() && !unlisted.isEmpty(); p++) {
                    unlisted.remove(segment.pack(p));
                }
            }
            return unlisted;
        });
    }

    /**
     * Takes on writing a blob.
     *
     * @return false if it is stored or claimed already: nothing is to be written
     */
    public boolean claim(BlobType type, BlobId id) {
        Key key = new Key(type, id);
        if (recent.containsKey(key) || inSegment(type, id)) {
            return false;
        }
        return recent.putIfAbsent(key, new Claim(null)) == null;
    }

    /** The claimed blobs of this pack are stored. */
    public void place(IndexedPack pack) {
        for (PackedBlob blob : pack.blobs()) {
            recent.put(new Key(blob.type(), blob.id()), new Claim(new BlobLocation(pack.pack(), blob)));
        }
    }

    /** These packs are in a stored index file whose segment this is. */
    public void settle(List<IndexedPack> packs, Segment segment) {
        segments.add(segment);
        merge.consider();
        for (IndexedPack pack : packs) {
            for (PackedBlob blob : pack.blobs()) {
                recent.remove(new Key(blob.type(), blob.id()));
            }
        }
    }

    /**
     * Forgets what was claimed or placed and not settled: its writer is gone, and nobody may rely on what it did not finish.
     */
    public void forgetUnsettled() {
        recent.clear();
    }

    /**
     * The mapped segments: everything that was in the repository when it was opened, and what was settled since. They stay
     * open until the index is closed, and all of them is read to see that they are whole: for verbs that go through all.
     */
    public List<Segment> segments() {
        return segments.handOut();
    }

    private boolean inSegment(BlobType type, BlobId id) {
        return segments.ask(all -> {
            for (Segment segment : all) {
                if (segment.find(type, id) >= 0) {
                    return true;
                }
            }
            return false;
        });
    }

    @Override
    public void close() {
        merge.close();
        segments.close();
    }

    private record Key(BlobType type, BlobId id) {}

    private record Claim(@Nullable BlobLocation location) {}
}
