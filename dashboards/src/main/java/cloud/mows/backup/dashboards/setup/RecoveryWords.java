package cloud.mows.backup.dashboards.setup;

import java.util.List;

/**
 * The words that open the repository; none where those that opened it go on doing so.
 *
 * @param address of the repository, for the sheet that the words are printed on
 * @param ask the numbers of those that have to be typed back, counted from 1
 */
public record RecoveryWords(String address, List<String> words, List<Integer> ask) {
    @Override
    public String toString() {
        return "RecoveryWords";
    }
}
