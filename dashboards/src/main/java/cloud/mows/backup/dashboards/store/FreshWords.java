package cloud.mows.backup.dashboards.store;

import cloud.mows.backup.core.recovery.RecoverySecret;
import java.security.SecureRandom;
import java.util.List;

/**
 * Recovery words that nothing is opened by yet. Nobody but whoever asked for them knows them.
 *
 * @param ask the numbers of those that have to be typed back, counted from 1
 */
public record FreshWords(List<String> words, List<Integer> ask) {
    private static final int ASKED = 3;

    /** Others each time, and none of them is kept. */
    public static FreshWords generate(SecureRandom random) {
        return new FreshWords(RecoverySecret.generate(random).words(), ask(random));
    }

    /** Three numbers of words, in their order. */
    public static List<Integer> ask(SecureRandom random) {
        return random.ints(1, RecoverySecret.WORD_COUNT + 1)
                .distinct()
                .limit(ASKED)
                .sorted()
                .boxed()
                .toList();
    }

    @Override
    public String toString() {
        return "FreshWords";
    }
}
