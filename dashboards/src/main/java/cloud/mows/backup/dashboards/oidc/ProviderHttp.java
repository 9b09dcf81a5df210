package cloud.mows.backup.dashboards.oidc;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.oauth2.sdk.http.HTTPRequestSender;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Calls the provider. However slow or silent it is, few threads wait for it and not for long: others who come meanwhile, with a token for
 * instance, need them.
 */
final class ProviderHttp implements HTTPRequestSender, ResourceRetriever {
    static final Duration PATIENCE = Duration.ofSeconds(5);

    /** So long it counts as away that did not answer. */
    static final Duration PAUSE = Duration.ofSeconds(5);

    private static final int ANSWER_BYTES_MAX = 1 << 20;
    private static final int CALLS_AT_ONCE = 4;
    private static final int WAITING_MAX = 8;
    private static final int OK = 200;

    private final OidcSettings settings;
    private final InstantSource clock;
    private final Semaphore turns = new Semaphore(CALLS_AT_ONCE);
    private volatile Instant awayUntil = Instant.MIN;
    private @Nullable HttpClient client;

    ProviderHttp(OidcSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Made when it is needed, as the file of authorities may come later. */
    private synchronized HttpClient client() throws IOException {
        if (client == null) {
            HttpClient.Builder builder = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(PATIENCE);
            if (settings.authorities().isPresent()) {
                builder.sslContext(trusting(settings.authorities().get()));
            }
            client = builder.build();
        }
        return client;
    }

    private static SSLContext trusting(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore authorities = KeyStore.getInstance(KeyStore.getDefaultType());
            authorities.load(null, null);
            int number = 0;
            for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                authorities.setCertificateEntry("ca-" + number++, each);
            }
            if (number == 0) {
                throw new IOException(file + " has no certificates in it");
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(authorities);
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(null, trust.getTrustManagers(), null);
            return tls;
        } catch (GeneralSecurityException e) {
            throw new IOException("the certificates in " + file + " cannot be read: " + e, e);
        }
    }

    @Override
    public HTTPResponse send(ReadOnlyHTTPRequest request) throws IOException {
        HttpRequest.Builder builder = builder(request.getURI());
        request.getHeaderMap().forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        String body = request.getBody();
        builder.method(
                request.getMethod().name(), body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        HttpResponse<byte[]> answer = call(builder.build());
        HTTPResponse response = new HTTPResponse(answer.statusCode());
        answer.headers().map().forEach((name, values) -> response.setHeader(name, values.toArray(String[]::new)));
        response.setBody(new String(answer.body(), StandardCharsets.UTF_8));
        return response;
    }

    @Override
    public Resource retrieveResource(URL address) throws IOException {
        try {
            HttpResponse<byte[]> answer = call(builder(address.toURI()).GET().build());
            if (answer.statusCode() != OK) {
                throw new IOException("HTTP status " + answer.statusCode() + " from " + address);
            }
            return new Resource(
                    new String(answer.body(), StandardCharsets.UTF_8),
                    answer.headers().firstValue("Content-Type").orElse(null));
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    private HttpRequest.Builder builder(URI address) throws IOException {
        if (!settings.allows(address)) {
            throw new IOException(address + " is not encrypted");
        }
        return HttpRequest.newBuilder(address).timeout(PATIENCE);
    }

    private HttpResponse<byte[]> call(HttpRequest request) throws IOException {
        if (clock.instant().isBefore(awayUntil)) {
            throw new IOException("it did not answer just now");
        }
        try {
            if (turns.getQueueLength() >= WAITING_MAX
                    || !turns.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("too many wait for it");
            }
            try {
                return answer(request);
            } finally {
                turns.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the program is ending", e);
        }
    }

    private HttpResponse<byte[]> answer(HttpRequest request) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> answer =
                client().sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), ANSWER_BYTES_MAX));
        try {
            // The client's own limit ends with the headers.
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            awayUntil = clock.instant().plus(PAUSE);
            throw new IOException(request.uri() + ": " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            answer.cancel(true);
            awayUntil = clock.instant().plus(PAUSE);
            throw new IOException("no answer within " + PATIENCE.toSeconds() + " seconds", e);
        }
    }
}
