package cloud.mows.backup.core.index;

import cloud.mows.backup.core.id.IndexId;
import java.util.List;

/** Makes segments again from the repository. */
@FunctionalInterface
public interface SegmentReload {
    /**
     * @param damage says which file is not to be used again
     * @param sources what the new segments are to stand for
     */
    List<Segment> reload(DamagedSegmentException damage, List<IndexId> sources);
}
