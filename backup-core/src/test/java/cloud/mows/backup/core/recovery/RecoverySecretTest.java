package cloud.mows.backup.core.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RecoverySecretTest {
    private static final String ZEROS = "abandon ".repeat(11) + "about";

    /** The vectors of BIP 39's reference implementation. */
    @ParameterizedTest
    @CsvSource({
        "00000000000000000000000000000000,"
                + " abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about",
        "7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f,"
                + " legal winner thank year wave sausage worth useful legal winner thank yellow",
        "80808080808080808080808080808080,"
                + " letter advice cage absurd amount doctor acoustic avoid letter advice cage above",
        "ffffffffffffffffffffffffffffffff, zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong",
        "9e885d952ad362caeb4efe34a8e91bd2,"
                + " ozone drill grab fiber curtain grace pudding thank cruise elder eight picnic"
    })
    void wordsAreThoseOfTheReference(String entropy, String words) {
        RecoverySecret secret = RecoverySecret.of(HexFormat.of().parseHex(entropy));

        assertThat(secret.words()).containsExactly(words.split(" "));
        assertThat(RecoverySecret.parse(words)).isEqualTo(secret);
    }

    @Test
    void passwordNeverChanges() {
        assertThat(RecoverySecret.parse(ZEROS).repositoryPassword())
                .isEqualTo("4cS8McYk1FcPTlxUBjWE0kT1dDZzVRPDXolOYBx6o-I");
    }

    @Test
    void everyWordsComeBack() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            RecoverySecret secret = RecoverySecret.generate(random);
            assertThat(RecoverySecret.parse(String.join(" ", secret.words())))
                    .as("seed=%d", seed)
                    .isEqualTo(secret);
        }
    }

    @Test
    void fourLettersAreEnoughInAnyCase() {
        RecoverySecret secret = RecoverySecret.generate(new Random(1));
        String typed = secret.words().stream()
                .map(word -> word.substring(0, Math.min(4, word.length())).toUpperCase())
                .collect(Collectors.joining("\n"));

        assertThat(RecoverySecret.parse(typed)).isEqualTo(secret);
    }

    @Test
    void tellsWhatIsWrong() {
        assertThatThrownBy(() -> RecoverySecret.parse("abandon about"))
                .hasMessage("there are 2 words where there should be 12");
        assertThatThrownBy(() -> RecoverySecret.parse(ZEROS.replaceFirst("abandon abandon", "abandon abendon")))
                .hasMessage("word 2 is not one of the recovery words");
        assertThatThrownBy(() -> RecoverySecret.parse("abandon ".repeat(12)))
                .hasMessageStartingWith("the words do not belong together");
    }

    @Test
    void noticesTwoWordsThatChangedPlacesMostly() {
        List<String> words =
                new ArrayList<>(RecoverySecret.of(HexFormat.of().parseHex("9e885d952ad362caeb4efe34a8e91bd2"))
                        .words());
        Collections.swap(words, 3, 7);

        assertThatThrownBy(() -> RecoverySecret.parse(String.join(" ", words)))
                .hasMessageStartingWith("the words do not belong together");
    }

    @Test
    void listIsThePublishedOne() throws Exception {
        String text = String.join("\n", WordList.WORDS) + "\n";
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));

        assertThat(HexFormat.of().formatHex(hash))
                .isEqualTo("2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda");
    }

    @Test
    void doesNotShowItself() {
        RecoverySecret secret = RecoverySecret.generate(new Random(1));

        assertThat(secret.toString()).isEqualTo("(recovery secret)");
    }
}
