package cloud.mows.backup.core.storage.s3;

import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.head;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.storage.StorageException;
import cloud.mows.backup.core.storage.StorageLocation;
import cloud.mows.backup.core.storage.http.HttpOptions;
import cloud.mows.backup.core.storage.http.HttpPlaceFaults;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class S3StorageTest extends HttpPlaceFaults {
    private static final ByteSlice CONTENT = ByteSlice.of(new byte[100]);

    @Override
    protected Storage open(String base, HttpOptions options) throws StorageException {
        var location = (StorageLocation.S3) StorageLocation.parse("s3:" + base + "/bucket/prefix");
        return new S3Storage(
                location,
                S3Options.DEFAULT.withHttp(options).withCredentials(new S3Credentials.Key("id", "hidden", null)),
                InstantSource.system());
    }

    private static ResponseDefinitionBuilder refusal(int status, String code) {
        return status(status)
                .withHeader("Content-Type", "application/xml")
                .withBody("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>" + code
                        + "</Code><Message>said the server</Message></Error>");
    }

    @ParameterizedTest
    @CsvSource({
        "404, NoSuchKey, NotFound",
        "404, NoSuchBucket, NotFound",
        "404, XAdminUserNotFound, Denied",
        "404, SomethingElse, Unusable",
        "403, AccessDenied, Denied",
        "403, RequestTimeTooSkewed, Denied",
        "400, ExpiredToken, Denied",
        "400, RequestTimeout, Transient",
        "400, BadDigest, Transient",
        "400, AuthorizationHeaderMalformed, Unusable",
        "301, PermanentRedirect, Unusable",
        "416, InvalidRange, Truncated",
        "403, QuotaExceeded, Full",
        "507, XMinioStorageFull, Full",
        "503, SlowDown, Transient",
    })
    void aCodeIsUnderstood(int status, String code, String failure) {
        server.stubFor(any(anyUrl()).willReturn(refusal(status, code)));
        assertThatThrownBy(() -> storage().readInto(PACK, 1, ByteSlice.of(new byte[1])))
                .isInstanceOf(StorageException.class)
                .satisfies(e -> assertThat(e.getClass().getSimpleName()).isEqualTo(failure))
                .hasMessageContaining("read data/ab12 in s3:http://127.0.0.1")
                .hasMessageContaining(code);
    }

    @ParameterizedTest
    @CsvSource({
        "403, RequestTimeTooSkewed, PT2H5M, this machine's clock is 2 h 5 min behind the server's",
        "403, AccessDenied, PT-50H, this machine's clock is 2 d 2 h ahead of the server's",
        "400, InvalidRequest, PT20M, this machine's clock is 20 min behind the server's",
    })
    void aWrongClockIsNamedWithTheDifference(int status, String code, Duration behind, String said) {
        Instant now = Instant.parse("2026-03-01T12:00:00Z");
        server.stubFor(any(anyUrl())
                .willReturn(refusal(status, code)
                        .withHeader(
                                "Date",
                                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                        now.plus(behind).atZone(ZoneOffset.UTC)))));
        var location = (StorageLocation.S3) StorageLocation.parse("s3:" + server.baseUrl() + "/bucket/prefix");
        S3Options options = S3Options.DEFAULT.withCredentials(new S3Credentials.Key("id", "hidden", null));
        assertThatThrownBy(() -> {
                    try (Storage storage = new S3Storage(location, options, InstantSource.fixed(now))) {
                        storage.readAll(FileKey.CONFIG, 100);
                    }
                })
                .isInstanceOfSatisfying(
                        StorageException.Denied.class,
                        e -> assertThat(e.hint()).contains("clock").doesNotContain("credentials"))
                .hasMessageContaining(code)
                .hasMessageEndingWith(said);
    }

    @Test
    void aRegionOfTheSurroundingsGivesWayToTheServers() throws Exception {
        server.stubFor(any(anyUrl()).atPriority(9).willReturn(malformed("<Region>garage</Region>")));
        server.stubFor(any(anyUrl())
                .atPriority(1)
                .withHeader("Authorization", containing("/garage/s3/aws4_request"))
                .willReturn(ok("hello")));
        assertThat(read(Map.of("AWS_REGION", "eu-central-1"), null)).isEqualTo("hello");
        assertThat(read(Map.of(), null)).isEqualTo("hello");
        assertThatThrownBy(() -> read(Map.of(), "eu-central-1")).isInstanceOf(StorageException.Unusable.class);
    }

    @Test
    void aServerThatDoesNotSayItsRegionIsTriedWithTheUsualOne() throws Exception {
        server.stubFor(any(anyUrl()).atPriority(9).willReturn(refusal(403, "SignatureDoesNotMatch")));
        server.stubFor(any(anyUrl())
                .atPriority(1)
                .withHeader("Authorization", containing("/us-east-1/s3/aws4_request"))
                .willReturn(ok("hello")));
        assertThat(read(Map.of("AWS_REGION", "eu-central-1"), null)).isEqualTo("hello");
        assertThatThrownBy(() -> read(Map.of(), "eu-central-1")).isInstanceOf(StorageException.Denied.class);
    }

    @Test
    void aBucketIsLookedForInTheServersRegion() throws Exception {
        server.stubFor(any(anyUrl()).atPriority(9).willReturn(malformed("expecting 'garage'")));
        server.stubFor(head(anyUrl()).atPriority(5).willReturn(status(400)));
        server.stubFor(head(urlPathEqualTo("/bucket"))
                .atPriority(1)
                .withHeader("Authorization", containing("/garage/s3/aws4_request"))
                .willReturn(ok()));
        try (Storage storage = inRegion(Map.of("AWS_DEFAULT_REGION", "eu-central-1"), null)) {
            storage.create();
        }
    }

    private static ResponseDefinitionBuilder malformed(String more) {
        return status(400)
                .withHeader("Content-Type", "application/xml")
                .withBody("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>AuthorizationHeaderMalformed</Code>"
                        + "<Message>the region is wrong; "
                        + more.replaceAll("<.*>", "") + "</Message>" + (more.startsWith("<") ? more : "") + "</Error>");
    }

    private static Storage inRegion(Map<String, String> environment, @Nullable String given) throws StorageException {
        Map<String, String> all = new HashMap<>(environment);
        all.put("AWS_ACCESS_KEY_ID", "id");
        all.put("AWS_SECRET_ACCESS_KEY", "hidden");
        var location = (StorageLocation.S3) StorageLocation.parse("s3:" + server.baseUrl() + "/bucket/prefix");
        return new S3Storage(location, S3Options.from(all).withRegion(given), InstantSource.system());
    }

    private static String read(Map<String, String> environment, @Nullable String given) throws StorageException {
        try (Storage storage = inRegion(environment, given)) {
            return new String(storage.readAll(FileKey.CONFIG, 100), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void aServerThatCannotRefuseATakenNameIsAskedFirst() throws Exception {
        server.stubFor(put(anyUrl())
                .atPriority(1)
                .withHeader("If-None-Match", equalTo("*"))
                .willReturn(refusal(501, "NotImplemented")));
        server.stubFor(put(anyUrl()).atPriority(2).willReturn(ok()));
        server.stubFor(head(anyUrl()).willReturn(status(404)));
        server.stubFor(get(anyUrl()).willReturn(refusal(404, "NoSuchKey")));
        storage().save(PACK, CONTENT);
        storage().save(new FileKey(FileKind.PACK, "cd34"), CONTENT);
        server.verify(
                1,
                putRequestedFor(urlPathEqualTo("/bucket/prefix/data/ab/ab12")).withHeader("If-None-Match", absent()));
        server.verify(1, putRequestedFor(urlPathEqualTo("/bucket/prefix/data/cd/cd34")));

        server.stubFor(head(anyUrl()).willReturn(ok().withHeader("Content-Length", "99")));
        assertThatThrownBy(() -> storage().save(PACK, CONTENT)).isInstanceOf(StorageException.AlreadyExists.class);
    }

    @Test
    void aBodyIsSentPlainWithItsChecksum() throws Exception {
        server.stubFor(put(anyUrl()).willReturn(ok()));
        storage().save(PACK, ByteSlice.of("123456789".getBytes(StandardCharsets.US_ASCII)));
        // The check value of CRC-32C in the catalogue of CRC algorithms.
        String crc = Base64.getEncoder().encodeToString(HexFormat.of().parseHex("e3069283"));
        server.verify(putRequestedFor(anyUrl())
                .withHeader("Content-Length", equalTo("9"))
                .withHeader("Content-Encoding", absent())
                .withHeader("x-amz-trailer", absent())
                .withHeader("x-amz-checksum-crc32c", equalTo(crc)));
    }

    @Test
    void credentialsAreNotShown() {
        S3Options options = S3Options.from(Map.of(
                "AWS_ACCESS_KEY_ID", "id", "AWS_SECRET_ACCESS_KEY", "hidden", "AWS_DEFAULT_REGION", "eu-central-1"));
        assertThat(options.toString()).doesNotContain("hidden").contains("eu-central-1");
        assertThat(S3Credentials.from(Map.of())).isInstanceOf(S3Credentials.Chain.class);
        assertThatThrownBy(() -> S3Credentials.from(Map.of("AWS_ACCESS_KEY_ID", "id")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
