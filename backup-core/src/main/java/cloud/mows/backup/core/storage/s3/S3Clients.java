package cloud.mows.backup.core.storage.s3;

import cloud.mows.backup.core.storage.StorageException;
import cloud.mows.backup.core.storage.StorageLocation;
import cloud.mows.backup.core.storage.http.HttpOptions;
import cloud.mows.backup.core.storage.http.Tls;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.utils.AttributeMap;

/** Builds the SDK's client so that it works with any server that speaks S3. */
final class S3Clients {
    private static final Pattern AMAZON =
            Pattern.compile("s3[.-](?:dualstack\\.)?(?:([a-z0-9-]+)\\.)?amazonaws\\.com(?:\\.cn)?");
    /** Of servers that have no regions. */
    static final String DEFAULT_REGION = Region.US_EAST_1.id();

    private static final Duration IDLE_MAX = Duration.ofSeconds(50);

    private S3Clients() {}

    /** The region to begin with. */
    static String region(StorageLocation.S3 location, S3Options options) {
        if (options.region() != null) {
            return options.region();
        }
        if (options.surroundingRegion() != null) {
            return options.surroundingRegion();
        }
        Matcher amazon = amazon(location);
        String regionOfHost = amazon.matches() ? amazon.group(1) : null;
        return regionOfHost == null ? DEFAULT_REGION : regionOfHost;
    }

    static boolean isAmazon(StorageLocation.S3 location) {
        return amazon(location).matches();
    }

    private static Matcher amazon(StorageLocation.S3 location) {
        String host = location.endpoint().getHost();
        return AMAZON.matcher(host == null ? "" : host);
    }

    static S3Client build(StorageLocation.S3 location, S3Options options, String region) throws StorageException {
        SdkHttpClient http = http(options.http(), location.endpoint());
        boolean atAmazon = isAmazon(location);
        S3ClientBuilder builder = S3Client.builder()
                .httpClient(http)
                .region(Region.of(region))
                .credentialsProvider(credentials(options.credentials()))
                .forcePathStyle(isPathStyle(options.addressing(), atAmazon, location.bucket()))
                // Newer defaults add trailing checksums in aws-chunked bodies, which many servers do not take.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(
                        S3Configuration.builder().chunkedEncodingEnabled(false).build())
                .overrideConfiguration(config -> {
                    config.retryStrategy(AwsRetryStrategy.doNotRetry());
                    if (!(options.credentials() instanceof S3Credentials.Chain)) {
                        // Nothing else of the AWS tools' files is of use here.
                        config.defaultProfileFile(ProfileFile.aggregator().build());
                    }
                });
        if (atAmazon && "https".equals(location.endpoint().getScheme())) {
            // The SDK knows the right host of each region, and follows a bucket that lies in another one.
            builder.crossRegionAccessEnabled(true);
        } else {
            builder.endpointOverride(withoutTrailingSlash(location.endpoint()));
        }
        return builder.build();
    }

    private static boolean isPathStyle(S3Options.Addressing addressing, boolean atAmazon, String bucket) {
        return switch (addressing) {
            case PATH -> true;
            case HOST -> false;
            // A dot in the bucket's name makes a host name that Amazon's certificate does not cover.
            case AUTO -> !atAmazon || bucket.contains(".");
        };
    }

    private static URI withoutTrailingSlash(URI endpoint) {
        String text = endpoint.toString();
        return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : endpoint;
    }

    private static SdkHttpClient http(HttpOptions options, URI server) throws StorageException {
        Apache5HttpClient.Builder builder = Apache5HttpClient.builder()
                .maxConnections(options.connections() + 1)
                .connectionTimeout(options.timeouts().connect())
                .socketTimeout(options.timeouts().silence())
                // With more callers than connections a caller waits its turn.
                .connectionAcquisitionTimeout(options.timeouts().sending(1 << 30))
                .connectionMaxIdleTime(IDLE_MAX)
                .tcpKeepAlive(true);
        Tls tls = Tls.read(options.tls(), server);
        if (tls.keyManagers() != null) {
            builder.tlsKeyManagersProvider(tls::keyManagers);
        }
        if (options.tls().insecure()) {
            // Its own way, which leaves out the host's name too.
            return builder.buildWithDefaults(AttributeMap.builder()
                    .put(SdkHttpConfigurationOption.TRUST_ALL_CERTIFICATES, true)
                    .build());
        }
        if (tls.trustManagers() != null) {
            builder.tlsTrustManagersProvider(tls::trustManagers);
        }
        return builder.build();
    }

    private static AwsCredentialsProvider credentials(S3Credentials credentials) {
        return switch (credentials) {
            case S3Credentials.Chain chain ->
                DefaultCredentialsProvider.builder().build();
            case S3Credentials.Anonymous anonymous -> AnonymousCredentialsProvider.create();
            case S3Credentials.Key key ->
                StaticCredentialsProvider.create(
                        key.sessionToken() == null
                                ? AwsBasicCredentials.create(key.id(), key.secret())
                                : AwsSessionCredentials.create(key.id(), key.secret(), key.sessionToken()));
        };
    }
}
