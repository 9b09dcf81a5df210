package cloud.mows.backup.app.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class JsonTest {
    @Test
    void buildsWhatGoWouldWrite() {
        String json = new Json()
                .beginObject()
                .field("text", "a\"b\\c\n\t<&>\u0001\u2028ü")
                .field("none", (String) null)
                .field("number", 7)
                .field("half", 0.5)
                .field("whole", 3.0)
                .field("flag", true)
                .field("list", List.of("x", "y"))
                .name("empty")
                .beginArray()
                .endArray()
                .name("inner")
                .beginArray()
                .beginObject()
                .endObject()
                .raw("{\"a\":1}")
                .endArray()
                .endObject()
                .toString();
        assertThat(json)
                .isEqualTo("{\"text\":\"a\\\"b\\\\c\\n\\t\\u003c\\u0026\\u003e\\u0001\\u2028ü\",\"none\":null,"
                        + "\"number\":7,\"half\":0.5,\"whole\":3,\"flag\":true,\"list\":[\"x\",\"y\"],\"empty\":[],"
                        + "\"inner\":[{},{\"a\":1}]}");
    }

    @Test
    void indents() {
        assertThat(Json.indented("{\"a\":[1,{\"b\":\"x: {,}\\\"\"}],\"c\":{},\"d\":[]}"))
                .isEqualTo("""
                        {
                          "a": [
                            1,
                            {
                              "b": "x: {,}\\""
                            }
                          ],
                          "c": {},
                          "d": []
                        }""");
    }

    /** Go's encoder escapes what it puts for a byte that is no text, and leaves the same character alone where it is one. */
    @Test
    void bytesThatAreNoTextAreReplaced() {
        assertThat(new Json().string("caf\udce9 \ufffd \ud83d\udc80").toString())
                .isEqualTo("\"caf\\ufffd \ufffd \ud83d\udc80\"");
    }
}
