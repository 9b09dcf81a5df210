package cloud.mows.backup.restore.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;

/** What tells a state of an object that people wrote from any other. */
final class Seen {
    /** Of these a hash could be tried out until the secret is found; nothing but people writes them, so their version serves. */
    private static final Set<String> SECRET = Set.of("/Secret", "/ConfigMap");

    private static final int BYTES = 12;

    private Seen() {}

    static String of(JsonNode live) {
        if (SECRET.contains(ObjectReference.of(live).groupKind())) {
            return "version " + live.at("/metadata/resourceVersion").asText();
        }
        byte[] text = ObjectCleaning.clean(live).toString().getBytes(StandardCharsets.UTF_8);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text);
            return HexFormat.of().formatHex(Arrays.copyOf(hash, BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
