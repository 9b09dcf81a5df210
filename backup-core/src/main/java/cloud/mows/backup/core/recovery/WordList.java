package cloud.mows.backup.core.recovery;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** The 2048 words, in order. */
final class WordList {
    static final List<String> WORDS = read();

    /** No two words begin with the same so many letters. */
    private static final int UNIQUE_LETTERS = 4;

    private WordList() {}

    private static List<String> read() {
        try (InputStream in = Objects.requireNonNull(WordList.class.getResourceAsStream("english.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The number of a word, also of one that is only begun; -1 if it is none. */
    static int indexOf(String word) {
        int index = Collections.binarySearch(WORDS, word);
        if (index >= 0 || word.length() < UNIQUE_LETTERS) {
            return Math.max(-1, index);
        }
        int next = -index - 1;
        return next < WORDS.size() && WORDS.get(next).startsWith(word) ? next : -1;
    }
}
