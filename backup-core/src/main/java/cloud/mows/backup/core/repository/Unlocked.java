package cloud.mows.backup.core.repository;

import java.util.List;

/**
 * What became of locks that somebody asked to be removed.
 *
 * @param removed how many are gone
 * @param left those that stay, each with the reason, in words
 */
public record Unlocked(int removed, List<String> left) {
    public Unlocked {
        left = List.copyOf(left);
    }
}
