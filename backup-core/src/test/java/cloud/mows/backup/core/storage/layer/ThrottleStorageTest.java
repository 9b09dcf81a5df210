package cloud.mows.backup.core.storage.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.storage.StorageContractTest;
import cloud.mows.backup.core.storage.http.PacedInputStream;
import cloud.mows.backup.core.storage.memory.MemoryStorage;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ThrottleStorageTest extends StorageContractTest {
    private final MemoryStorage memory = new MemoryStorage();
    private final ManualWaiting time = new ManualWaiting();

    @Override
    protected Storage open() {
        return new ThrottleStorage(memory, new TokenBucket(1_000_000, time), new TokenBucket(1_000_000, time));
    }

    @Test
    void eachWayHasItsRate() throws Exception {
        Storage storage = new ThrottleStorage(memory, new TokenBucket(1000, time), new TokenBucket(10_000, time));
        for (int i = 0; i < 10; i++) {
            storage.save(key(FileKind.PACK, i), ByteSlice.of(bytes(5000, i)));
        }
        assertThat(time.slept()).isCloseTo(Duration.ofSeconds(50), Duration.ofMillis(200));
        for (int i = 0; i < 10; i++) {
            storage.readAll(key(FileKind.PACK, i), 5000);
            storage.readInto(key(FileKind.PACK, i), 0, ByteSlice.of(new byte[5000]));
        }
        assertThat(time.slept()).isCloseTo(Duration.ofSeconds(60), Duration.ofMillis(300));
    }

    @Test
    void aLongPauseIsNoLongBurst() throws Exception {
        TokenBucket bucket = new TokenBucket(1000, time);
        bucket.pass(1000);
        time.pass(Duration.ofHours(1));
        Duration before = time.slept();
        bucket.pass(3000);
        assertThat(time.slept().minus(before)).isEqualTo(Duration.ofMillis(2900));
    }

    @Test
    void aStreamIsPacedInPortions() throws Exception {
        byte[] content = bytes(100_000, 1);
        var in = new PacedInputStream(ByteSlice.of(content).stream(), new TokenBucket(50_000, time));
        assertThat(in.readAllBytes()).isEqualTo(content);
        assertThat(time.slept().toMillis()).isCloseTo(2000, within(150L));
        assertThat(time.sleeps()).hasSizeGreaterThan(5);
    }
}
