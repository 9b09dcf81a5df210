package cloud.mows.backup.core.bytes.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.bytes.ByteString;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
    private static final JsonFactory JACKSON = new JsonFactory();

    @Test
    void readsWhatItIsAskedFor() throws Exception {
        JsonReader in = reader(
                " { \"b\" : [ 1 , 18446744073709551615 ] , \"x\" : {\"y\":[[],{}]}, \"a\" : true , \"n\":null } ");
        JsonNames names = JsonNames.of("a", "b", "n");
        in.beginObject();
        assertThat(in.nextField(names)).isEqualTo(1);
        in.beginArray();
        assertThat(in.nextElement()).isTrue();
        assertThat(in.unsigned()).isEqualTo(1);
        assertThat(in.nextElement()).isTrue();
        assertThat(in.unsigned()).isEqualTo(-1);
        assertThat(in.nextElement()).isFalse();
        assertThat(in.nextField(names)).isEqualTo(JsonReader.UNKNOWN);
        assertThat(in.fieldName()).isEqualTo("x");
        assertThat(new String(in.rawValue().toArray(), StandardCharsets.UTF_8)).isEqualTo("{\"y\":[[],{}]}");
        assertThat(in.nextField(names)).isEqualTo(0);
        assertThat(in.bool()).isTrue();
        assertThat(in.nextField(names)).isEqualTo(2);
        assertThat(in.nextNull()).isTrue();
        assertThat(in.nextField(names)).isEqualTo(JsonReader.END);
        in.endOfDocument();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "plain", "\"\\/<>&", "\b\f\n\r\t", "\u0001\u001f\u007f", "äöü€", "\u2028\u2029", "😀\u0000"})
    void whatTheWriterWroteIsRead(String text) throws Exception {
        JsonWriter out = new JsonWriter();
        out.string(text);
        byte[] json = out.slice().toArray();

        assertThat(reader(new String(json, StandardCharsets.UTF_8)).string()).isEqualTo(text);
        try (JsonParser parser = JACKSON.createParser(json)) {
            parser.nextToken();
            assertThat(parser.getText()).isEqualTo(text);
        }
    }

    @Test
    void halfASurrogatePairIsAReplacementCharacter() throws Exception {
        assertThat(reader("\"\\ud83d\\ude00 \\ud83d \\ude00 \\ud83d\\u0041\"").string())
                .isEqualTo("😀 \ufffd \ufffd \ufffdA");
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        byte[] json = {'"', 'a', (byte) 0xC3, '"'};
        assertThatThrownBy(() -> new JsonReader(ByteSlice.of(json)).string()).hasMessageContaining("not UTF-8");
    }

    @Test
    void readsWithinItsSliceOnly() {
        byte[] json = "\"abc\"".getBytes(StandardCharsets.UTF_8);
        JsonReader in = new JsonReader(new ByteSlice(json, 0, 4));
        assertThatThrownBy(in::string).hasMessageContaining("without an end");
    }

    /** Skipping a value is where every kind of JSON goes through: it accepts exactly what another parser accepts. */
    @Test
    void acceptsWhatJacksonAccepts() {
        long seed = new Random().nextLong();
        System.out.println("seed=" + seed);
        Random random = new Random(seed);
        byte[] document =
                "{\"a\":[1,-2.5e+3,0,\"x\\u00e4\\n\",true,false,null],\"b\":{\"c\":{},\"d\":[]},\"ä\":\"€😀\"} "
                        .getBytes(StandardCharsets.UTF_8);
        int accepted = 0;
        for (int round = 0; round < 100_000; round++) {
            byte[] json = Mutations.mutate(document, random);
            boolean ours = accepts(json);
            // Where the first bytes look like another encoding, Jackson reads that; and it accepts overlong UTF-8.
            if (json.length > 1 && json[0] > 0 && json[1] != 0) {
                boolean theirs = jacksonAccepts(json) && ByteString.of(json).isUtf8();
                assertThat(ours)
                        .as(new String(json, StandardCharsets.ISO_8859_1))
                        .isEqualTo(theirs);
            }
            accepted += ours ? 1 : 0;
        }
        assertThat(accepted).isBetween(100, 90_000);
    }

    private static boolean accepts(byte[] json) {
        try {
            JsonReader in = new JsonReader(ByteSlice.of(json));
            in.skipValue();
            in.endOfDocument();
            return true;
        } catch (MalformedJsonException e) {
            return false;
        }
    }

    private static boolean jacksonAccepts(byte[] json) {
        try (JsonParser parser = JACKSON.createParser(json)) {
            if (parser.nextToken() == null) {
                return false;
            }
            int depth = 0;
            do {
                switch (parser.currentToken()) {
                    case START_ARRAY, START_OBJECT -> depth++;
                    case END_ARRAY, END_OBJECT -> depth--;
                    case VALUE_STRING -> parser.getText();
                    default -> {}
                }
            } while (depth > 0 && parser.nextToken() != null);
            return depth == 0 && parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }

    private static JsonReader reader(String json) {
        return new JsonReader(ByteSlice.of(json.getBytes(StandardCharsets.UTF_8)));
    }
}
