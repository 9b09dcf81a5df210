package cloud.mows.backup.core.storage.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.LocalServer;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.storage.StorageException;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.Fault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes wrong between us and a server, checked for each place behind HTTP by a subclass. */
public abstract class HttpPlaceFaults {
    protected static final FileKey PACK = new FileKey(FileKind.PACK, "ab12");
    private static final ByteSlice CONTENT = ByteSlice.of(new byte[100]);
    private static final int SILENCE_MILLIS = 300;
    private static final HttpOptions IMPATIENT = HttpOptions.DEFAULT.withTimeouts(
            new HttpTimeouts(Duration.ofMillis(SILENCE_MILLIS), Duration.ofMillis(SILENCE_MILLIS), 1_000_000));

    protected static WireMockServer server;

    private final List<Storage> opened = new ArrayList<>();
    private Storage storage;

    /** @param base {@code http://host:port} */
    protected abstract Storage open(String base, HttpOptions options) throws Exception;

    @BeforeAll
    static void start() {
        server = new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @BeforeEach
    void connect() throws Exception {
        server.resetAll();
        storage = at("http://127.0.0.1:" + server.port());
    }

    @AfterEach
    void close() {
        opened.forEach(Storage::close);
    }

    private Storage at(String base) throws Exception {
        return at(base, HttpOptions.DEFAULT);
    }

    private Storage at(String base, HttpOptions options) throws Exception {
        Storage place = open(base, options);
        opened.add(place);
        return place;
    }

    protected Storage storage() {
        return storage;
    }

    private static Stream<ThrowingCallable> operations(Storage place) {
        return Stream.of(
                () -> place.save(PACK, CONTENT),
                () -> place.readInto(PACK, 5, ByteSlice.of(new byte[10])),
                () -> place.readAll(PACK, 1000),
                () -> place.size(PACK),
                () -> place.list(FileKind.PACK, file -> {}),
                () -> place.remove(PACK),
                place::create);
    }

    @ParameterizedTest
    @CsvSource({
        "500, Transient",
        "502, Transient",
        "503, Transient",
        "504, Transient",
        "429, Transient",
        "408, Transient",
        "401, Denied",
        "507, Full",
        "400, Unusable",
        "405, Unusable"
    })
    void aStatusIsUnderstood(int status, String failure) {
        server.stubFor(any(anyUrl()).willReturn(status(status)));
        operations(storage)
                .forEach(operation -> assertThatThrownBy(operation)
                        .isInstanceOf(StorageException.class)
                        .satisfies(e -> assertThat(e.getClass().getSimpleName()).isEqualTo(failure))
                        .hasMessageContaining(storage.location()));
    }

    @ParameterizedTest
    @EnumSource
    void aBrokenConnectionIsPassing(Fault fault) {
        server.stubFor(any(anyUrl()).willReturn(aResponse().withFault(fault)));
        // With the malformed body the head of the answer, which says that all went well, comes through.
        boolean headCounts = fault == Fault.MALFORMED_RESPONSE_CHUNK;
        Stream<ThrowingCallable> failing = headCounts
                ? Stream.of(() -> storage.readAll(PACK, 1000), () -> storage.list(FileKind.PACK, file -> {}))
                : operations(storage);
        failing.forEach(operation -> assertThatThrownBy(operation)
                .isInstanceOfAny(StorageException.Transient.class, StorageException.Unusable.class)
                .satisfies(e -> {
                    if (fault == Fault.CONNECTION_RESET_BY_PEER || fault == Fault.EMPTY_RESPONSE) {
                        assertThat(e).isInstanceOf(StorageException.Transient.class);
                    }
                }));
    }

    @Test
    void silenceEndsInTime() throws Exception {
        server.stubFor(any(anyUrl()).willReturn(status(200).withFixedDelay(20_000)));
        operations(at("http://127.0.0.1:" + server.port(), IMPATIENT)).forEach(operation -> {
            long start = System.nanoTime();
            assertThatThrownBy(operation).isInstanceOf(StorageException.Transient.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        });
    }

    @Test
    void aBodyThatFallsSilentEndsInTime() throws Exception {
        String head =
                "HTTP/1.1 206 Partial Content\r\nContent-Length: 100\r\nContent-Range: bytes 5-104/1000\r\n\r\nonly";
        try (OneAnswer silent = new OneAnswer(head, false)) {
            Storage place = at("http://127.0.0.1:" + silent.port(), IMPATIENT);
            assertThatThrownBy(() -> place.readInto(PACK, 5, ByteSlice.of(new byte[100])))
                    .isInstanceOf(StorageException.Transient.class);
        }
    }

    @Test
    void aBodyThatBreaksOffIsPassingNotShort() throws Exception {
        String part =
                "HTTP/1.1 206 Partial Content\r\nContent-Length: 100\r\nContent-Range: bytes 5-104/1000\r\n\r\nonly";
        try (OneAnswer cut = new OneAnswer(part, true)) {
            Storage place = at("http://127.0.0.1:" + cut.port());
            assertThatThrownBy(() -> place.readInto(PACK, 5, ByteSlice.of(new byte[100])))
                    .isInstanceOf(StorageException.Transient.class);
        }
        try (OneAnswer cut = new OneAnswer("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly", true)) {
            Storage place = at("http://127.0.0.1:" + cut.port());
            assertThatThrownBy(() -> place.readAll(PACK, 100)).isInstanceOf(StorageException.Transient.class);
        }
    }

    @Test
    protected void aServerThatIgnoresRangesIsUnderstood() throws StorageException {
        server.stubFor(get(anyUrl()).willReturn(status(200).withBody(new byte[5000])));
        assertThatThrownBy(() -> storage.readInto(PACK, 5, ByteSlice.of(new byte[10])))
                .isInstanceOf(StorageException.Unusable.class)
                .hasMessageContaining("whole files");
    }

    @Test
    void aHugeFileIsNotRead() {
        server.stubFor(get(anyUrl()).willReturn(status(200).withBody(new byte[100_000])));
        assertThatThrownBy(() -> storage.readAll(PACK, 1000)).isInstanceOf(StorageException.TooLarge.class);
    }

    @Test
    void nobodyListeningIsPassing() throws Exception {
        int port = LocalServer.freePort();
        operations(at("http://127.0.0.1:" + port))
                .forEach(operation -> assertThatThrownBy(operation)
                        .isInstanceOf(StorageException.Transient.class)
                        .hasMessageEndingWith(": nobody listens at 127.0.0.1:" + port));
    }

    @Test
    void aHostThatDoesNotExistIsUnusable() throws Exception {
        Storage place = at("http://no-such-host.invalid");
        assertThatThrownBy(() -> place.size(PACK))
                .isInstanceOf(StorageException.Unusable.class)
                .hasMessageEndingWith(": no such host: no-such-host.invalid");
    }

    @Test
    void anInterruptEndsAWait() throws Exception {
        try (OneAnswer silent = new OneAnswer("", false)) {
            Storage place = at("http://127.0.0.1:" + silent.port());
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            Thread thread = Thread.ofVirtual().start(() -> {
                try {
                    place.readAll(PACK, 100);
                } catch (StorageException | RuntimeException e) {
                    thrown.set(e);
                }
            });
            silent.awaitClient();
            thread.interrupt();
            thread.join(Duration.ofSeconds(20));
            assertThat(thrown.get()).isInstanceOf(StorageException.Interrupted.class);
        }
    }

    /** Says one thing to whoever connects, and then hangs up or is silent. */
    private static final class OneAnswer implements AutoCloseable {
        private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final List<Socket> clients = new ArrayList<>();
        private final CountDownLatch connected = new CountDownLatch(1);

        OneAnswer(String answer, boolean hangUp) throws IOException {
            Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        Socket client = listening.accept();
                        synchronized (clients) {
                            clients.add(client);
                        }
                        client.getInputStream().read(new byte[8192]);
                        connected.countDown();
                        client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                        if (hangUp) {
                            client.close();
                        }
                    }
                } catch (IOException e) {
                    // closed by the test
                }
            });
        }

        int port() {
            return listening.getLocalPort();
        }

        void awaitClient() throws InterruptedException {
            connected.await();
        }

        @Override
        public void close() throws IOException {
            listening.close();
            synchronized (clients) {
                for (Socket client : clients) {
                    client.close();
                }
            }
        }
    }
}
