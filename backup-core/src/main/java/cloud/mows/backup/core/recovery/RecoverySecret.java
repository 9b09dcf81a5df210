package cloud.mows.backup.core.recovery;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/** 128 random bits, written as twelve words. */
public final class RecoverySecret {
    public static final int WORD_COUNT = 12;

    private static final int BYTES = 16;
    private static final int WORD_BITS = 11;
    private static final int PASSWORD_BYTES = 32;
    private static final String PASSWORD_LABEL = "mows-backup repository password 1";

    private final byte[] entropy;

    private RecoverySecret(byte[] entropy) {
        this.entropy = entropy;
    }

    /** @param random must be one for secrets */
    public static RecoverySecret generate(RandomGenerator random) {
        byte[] entropy = new byte[BYTES];
        random.nextBytes(entropy);
        return new RecoverySecret(entropy);
    }

    /** For tests with known answers. */
    static RecoverySecret of(byte... entropy) {
        if (entropy.length != BYTES) {
            throw new IllegalArgumentException("entropy of " + entropy.length + " bytes");
        }
        return new RecoverySecret(entropy.clone());
    }

    /**
     * Reads words as people type them: upper or lower case, the first four letters are enough.
     *
     * @throws IllegalArgumentException what is wrong with which word
     */
    public static RecoverySecret parse(String text) {
        List<String> words = Arrays.stream(text.strip().split("[\\s,]+"))
                .filter(word -> !word.isEmpty())
                .toList();
        if (words.size() != WORD_COUNT) {
            throw new IllegalArgumentException(
                    "there are " + words.size() + " words where there should be " + WORD_COUNT);
        }
        byte[] bytes = new byte[BYTES + 1];
        int bit = 0;
        for (int i = 0; i < WORD_COUNT; i++) {
            int index = WordList.indexOf(words.get(i).toLowerCase(Locale.ROOT));
            if (index < 0) {
                throw new IllegalArgumentException("word " + (i + 1) + " is not one of the recovery words");
            }
            for (int j = WORD_BITS - 1; j >= 0; j--, bit++) {
                bytes[bit / 8] |= (byte) ((index >> j & 1) << 7 - bit % 8);
            }
        }
        RecoverySecret secret = new RecoverySecret(Arrays.copyOf(bytes, BYTES));
        // Of the last byte, the upper half is the checksum and the lower was never written.
        if (secret.checksum() != (bytes[BYTES] >> 4 & 15)) {
            throw new IllegalArgumentException(
                    "the words do not belong together: one of them is wrong, or two have changed places");
        }
        return secret;
    }

    /** Four bits. */
    private int checksum() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(entropy)[0] >> 4 & 15;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public List<String> words() {
        byte[] bytes = Arrays.copyOf(entropy, BYTES + 1);
        bytes[BYTES] = (byte) (checksum() << 4);
        List<String> words = new ArrayList<>(WORD_COUNT);
        for (int bit = 0; bit < WORD_COUNT * WORD_BITS; ) {
            int index = 0;
            for (int j = 0; j < WORD_BITS; j++, bit++) {
                index = index << 1 | bytes[bit / 8] >> 7 - bit % 8 & 1;
            }
            words.add(WordList.WORDS.get(index));
        }
        return List.copyOf(words);
    }

    /** The password that the words stand for: of a repository's key slot, and as restic takes it. */
    public String repositoryPassword() {
        try {
            byte[] password = KDF.getInstance("HKDF-SHA256")
                    .deriveData(HKDFParameterSpec.ofExtract()
                            .addIKM(entropy)
                            .thenExpand(PASSWORD_LABEL.getBytes(StandardCharsets.UTF_8), PASSWORD_BYTES));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(password);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RecoverySecret that && MessageDigest.isEqual(entropy, that.entropy);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(entropy);
    }

    @Override
    public String toString() {
        return "(recovery secret)";
    }
}
