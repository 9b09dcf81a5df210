package cloud.mows.backup.restore.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Plans and reports as JSON, in the two maps of a ConfigMap: as text, or compressed where that would be too long for one. */
public final class PlanText {
    /** A ConfigMap takes 1 MiB in all, and there are two of them in it. */
    private static final int TEXT_MAX = 400_000;

    private static final String COMPRESSED = ".gz";
    private static final ObjectMapper JSON =
            new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

    /** Where the plan and the report lie in the ConfigMap of a Restore. */
    public static final String PLAN = "plan.json";

    public static final String REPORT = "report.json";

    private PlanText() {}

    /**
     * A value to be stored.
     *
     * @param data of a ConfigMap
     * @param binaryData of a ConfigMap
     */
    public record Stored(Map<String, String> data, Map<String, String> binaryData) {
        public Stored {
            data = Map.copyOf(data);
            binaryData = Map.copyOf(binaryData);
        }
    }

    /** @param key in the ConfigMap, as {@code plan.json} */
    public static Stored store(String key, Object value) {
        try {
            byte[] text = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(value);
            return text.length <= TEXT_MAX
                    ? new Stored(Map.of(key, new String(text, StandardCharsets.UTF_8)), Map.of())
                    : new Stored(
                            Map.of(),
                            Map.of(key + COMPRESSED, Base64.getEncoder().encodeToString(compress(text))));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records are JSON", e);
        }
    }

    /**
     * The plan that is stored there.
     *
     * @param data of a ConfigMap; null if it has none
     * @param binaryData of a ConfigMap; null if it has none
     * @throws IOException if it is not there, or is none
     */
    public static RestorePlan loadPlan(@Nullable Map<String, String> data, @Nullable Map<String, String> binaryData)
            throws IOException {
        return load(
                PLAN,
                Objects.requireNonNullElse(data, Map.of()),
                Objects.requireNonNullElse(binaryData, Map.of()),
                RestorePlan.class);
    }

    /** @throws IOException if it is not there, or is none */
    static <T> T load(String key, Map<String, String> data, Map<String, String> binaryData, Class<T> type)
            throws IOException {
        String text = data.get(key);
        if (text != null) {
            return JSON.readValue(text, type);
        }
        String compressed = binaryData.get(key + COMPRESSED);
        if (compressed == null) {
            throw new IOException("it has no " + key);
        }
        try (GZIPInputStream in =
                new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(compressed)))) {
            return JSON.readValue(in, type);
        }
    }

    private static byte[] compress(byte[] text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
