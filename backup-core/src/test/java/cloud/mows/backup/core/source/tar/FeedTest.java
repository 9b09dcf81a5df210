package cloud.mows.backup.core.source.tar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cloud.mows.backup.core.problem.BackupException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FeedTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final int PORT_OF_CHOICE = 0;

    private static <T> FutureTask<T> beside(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofPlatform().daemon().start(task);
        return task;
    }

    private static void gone(FutureTask<?> task, String why) {
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(task::get)
                .withCauseInstanceOf(FeedSender.Gone.class)
                .withMessageContaining(why);
    }

    @Test
    void whatIsSentArrivesOnceItIsWanted() throws Exception {
        try (FeedReceiver receiver = FeedReceiver.listen(PORT_OF_CHOICE, LONG, LONG)) {
            CompletableFuture<Boolean> wanted = new CompletableFuture<>();
            FutureTask<Boolean> sending = beside(() -> {
                try (FeedSender sender = FeedSender.connect(receiver.port());
                        OutputStream out = sender.output()) {
                    boolean inTime = wanted.isDone();
                    out.write(new byte[] {1, 2, 3});
                    return inTime;
                }
            });
            wanted.complete(true);
            try (InputStream in = receiver.open()) {
                assertThat(in.readAllBytes()).containsExactly(1, 2, 3);
            }
            assertThat(sending.get()).isTrue();
        }
    }

    @Test
    void aSenderSeesThatTheOtherEndsBeforeItIsReady() throws Exception {
        FeedReceiver receiver = FeedReceiver.listen(PORT_OF_CHOICE, LONG, LONG);
        FutureTask<Void> sending = beside(() -> {
            try (FeedSender sender = FeedSender.connect(receiver.port())) {
                throw new AssertionError("ready: " + sender);
            }
        });
        receiver.close();
        gone(sending, "");
    }

    @Test
    void aSenderSeesThatTheOtherEndsInTheMiddle() throws Exception {
        FeedReceiver receiver = FeedReceiver.listen(PORT_OF_CHOICE, LONG, LONG);
        FutureTask<Void> sending = beside(() -> {
            try (FeedSender sender = FeedSender.connect(receiver.port());
                    OutputStream out = sender.output()) {
                while (true) {
                    out.write(new byte[1000]);
                }
            }
        });
        assertThat(receiver.open().read()).isZero();
        receiver.close();
        gone(sending, "before it had all of it");
    }

    @Test
    void nobodyWaitsForEverForOneWhoDoesNotCome() throws Exception {
        try (FeedReceiver receiver = FeedReceiver.listen(PORT_OF_CHOICE, SHORT, LONG)) {
            assertThatExceptionOfType(BackupException.class)
                    .isThrownBy(receiver::open)
                    .withMessageContaining("did not come within 300 ms");
        }
        int port;
        try (ServerSocket free = new ServerSocket(PORT_OF_CHOICE)) {
            port = free.getLocalPort();
        }
        InstantSource hasty = new InstantSource() {
            private Instant now = Instant.EPOCH;

            @Override
            public Instant instant() {
                now = now.plus(LONG);
                return now;
            }
        };
        assertThatExceptionOfType(FeedSender.Gone.class)
                .isThrownBy(() -> FeedSender.connect(port, LONG, hasty))
                .withMessageContaining("did not start");
    }

    @Test
    void nobodyWaitsForEverForOneWhoSaysNothing() throws Exception {
        try (FeedReceiver receiver = FeedReceiver.listen(PORT_OF_CHOICE, LONG, SHORT)) {
            FutureTask<FeedSender> sending = beside(() -> FeedSender.connect(receiver.port()));
            InputStream in = receiver.open();
            assertThatExceptionOfType(BackupException.class)
                    .isThrownBy(() -> in.read(new byte[1], 0, 1))
                    .withMessageContaining("has sent nothing for 300 ms");
            sending.get().close();
        }
    }

    @Test
    void aPortThatIsTakenIsTold() throws IOException {
        try (FeedReceiver first = FeedReceiver.listen(PORT_OF_CHOICE, SHORT, LONG)) {
            assertThatExceptionOfType(BackupException.class)
                    .isThrownBy(() -> FeedReceiver.listen(first.port()))
                    .withMessageContaining("cannot be listened on");
        }
    }
}
