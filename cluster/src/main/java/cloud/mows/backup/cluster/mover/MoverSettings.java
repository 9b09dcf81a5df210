package cloud.mows.backup.cluster.mover;

import java.util.Objects;

/**
 * What all movers have in common.
 *
 * @param namespace our own
 * @param image of our program
 */
public record MoverSettings(String namespace, String image) {
    public MoverSettings {
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(image, "image");
    }
}
