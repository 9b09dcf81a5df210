package cloud.mows.backup.core.chunker;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Lengths of the chunks that a chunker makes. */
final class Cuts {
    private Cuts() {}

    /** With all of it at hand. */
    static List<Integer> whole(Chunker chunker, byte[] data) {
        List<Integer> lengths = new ArrayList<>();
        for (int at = 0; at < data.length; at += lengths.getLast()) {
            lengths.add(chunker.cut(data, at, data.length - at, true));
        }
        return lengths;
    }

    /** As a reader with a small buffer would do it. */
    static List<Integer> inPieces(Chunker chunker, byte[] data, Random random) {
        List<Integer> lengths = new ArrayList<>();
        int at = 0;
        int have = 0;
        int examined = 0;
        while (at < data.length) {
            boolean end = at + have == data.length;
            byte[] buffer = new byte[have + 5];
            System.arraycopy(data, at, buffer, 5, have);
            int n = chunker.cut(buffer, 5, have, random.nextInt(4) == 0 ? 0 : examined, end);
            if (n < 0) {
                examined = have;
                have += 1 + random.nextInt(Math.min(3000, data.length - at - have));
            } else {
                lengths.add(n);
                at += n;
                have = Math.min(random.nextInt(2000), data.length - at);
                examined = 0;
            }
        }
        return lengths;
    }
}
