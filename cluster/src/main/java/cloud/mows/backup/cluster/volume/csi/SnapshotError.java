package cloud.mows.backup.cluster.volume.csi;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/** What a controller or the driver last said against a snapshot; it goes on trying. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SnapshotError(@Nullable String message) {}
