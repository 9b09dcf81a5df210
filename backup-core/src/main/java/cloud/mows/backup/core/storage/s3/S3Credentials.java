package cloud.mows.backup.core.storage.s3;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who we are to an S3 server. {@code toString} holds no secret. */
public sealed interface S3Credentials {
    /**
     * Looked for where the AWS tools look: system properties, environment, profile, container, instance. Refreshed when
     * they expire.
     */
    record Chain() implements S3Credentials {}

    /** No signature at all: for public buckets. */
    record Anonymous() implements S3Credentials {}

    /** @param sessionToken null for a key that does not expire */
    record Key(String id, String secret, @Nullable String sessionToken) implements S3Credentials {
        public Key {
            if (id.isBlank() || secret.isBlank()) {
                throw new IllegalArgumentException(
                        "an S3 key needs both its id and its secret: AWS_ACCESS_KEY_ID and" + " AWS_SECRET_ACCESS_KEY");
            }
        }

        @Override
        public String toString() {
            return "Key[" + id + "]";
        }
    }

    /** AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN; the chain where neither of the first two is set. */
    static S3Credentials from(Map<String, String> environment) {
        String id = environment.getOrDefault("AWS_ACCESS_KEY_ID", "");
        String secret = environment.getOrDefault("AWS_SECRET_ACCESS_KEY", "");
        if (id.isBlank() && secret.isBlank()) {
            return new Chain();
        }
        String token = environment.getOrDefault("AWS_SESSION_TOKEN", "");
        return new Key(id.strip(), secret.strip(), token.isBlank() ? null : token.strip());
    }
}
