package cloud.mows.backup.core.engine;

import cloud.mows.backup.core.bytes.ByteSize;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How to talk to a store.
 *
 * @param options by restic's names: {@code s3.connections}, {@code s3.region}, {@code rest.connections} …
 * @param environment variables that stores read their credentials from
 * @param uploadPerSecond bytes; null is unlimited
 * @param downloadPerSecond bytes; null is unlimited
 * @param authorities files with certificates to trust instead of the system's
 * @param clientCertificate PEM file with certificate and private key
 * @param insecureTls accept any certificate
 * @param stuckAfter when an operation that makes no progress is given up and tried again
 * @param retrying hears in words of a failure that will be tried again after a wait of a second or more; called by any thread
 */
public record StorageSettings(
        Map<String, String> options,
        Map<String, String> environment,
        @Nullable ByteSize uploadPerSecond,
        @Nullable ByteSize downloadPerSecond,
        List<Path> authorities,
        @Nullable Path clientCertificate,
        boolean insecureTls,
        Duration stuckAfter,
        Consumer<String> retrying) {

    public static final StorageSettings DEFAULT = new StorageSettings(
            Map.of(), Map.of(), null, null, List.of(), null, false, Duration.ofMinutes(5), text -> {});

    public StorageSettings {
        options = Map.copyOf(options);
        environment = Map.copyOf(environment);
        authorities = List.copyOf(authorities);
    }

    /** Credentials stay out of messages. */
    @Override
    public String toString() {
        return "StorageSettings[options=" + options.keySet() + "]";
    }
}
