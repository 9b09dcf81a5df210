package cloud.mows.backup.dashboards.setup;

import java.util.List;

/**
 * The words that open the repository.
 *
 * @param ask the numbers of those that have to be typed back, counted from 1
 */
public record RecoveryWords(List<String> words, List<Integer> ask) {
    @Override
    public String toString() {
        return "RecoveryWords";
    }
}
