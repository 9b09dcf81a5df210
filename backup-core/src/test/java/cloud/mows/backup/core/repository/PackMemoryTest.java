package cloud.mows.backup.core.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PackMemoryTest {
    private static final int MIB = 1 << 20;

    @Test
    void aPackTakesWhatItFills() throws Exception {
        PackMemory memory = new PackMemory(4, 17 * MIB);
        PackMemory.Room room = memory.room(17 * MIB);
        assertThat(room.bytes.capacity()).isZero();
        room.ensure(1);
        assertThat(room.bytes.capacity()).isEqualTo(MIB);
        room.ensure(MIB);
        assertThat(room.bytes.capacity()).isEqualTo(MIB);
        room.ensure(MIB + 1);
        assertThat(room.bytes.capacity()).isEqualTo(2 * MIB);
        room.giveBack();
        assertThat(memory.idlePieces()).isEqualTo(2);
    }

    @Test
    void whoeverWantsMoreThanThereIsWaitsUntilAPackIsStored() throws Exception {
        PackMemory memory = new PackMemory(64, 17 * MIB);
        List<PackMemory.Room> rooms = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            PackMemory.Room room = memory.room(17 * MIB);
            room.ensure(17 * MIB);
            rooms.add(room);
        }
        PackMemory.Room fourth = memory.room(17 * MIB);
        fourth.ensure(15 * MIB);
        CountDownLatch done = new CountDownLatch(1);
        Thread waiter = Thread.ofPlatform().start(() -> {
            try {
                fourth.ensure(17 * MIB);
                done.countDown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        while (waiter.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        assertThat(done.getCount()).isEqualTo(1);
        rooms.getFirst().giveBack();
        done.await();
        assertThat(fourth.bytes.capacity()).isEqualTo(17 * MIB);
    }

    @Test
    void aLargePackLiesInAFile() throws Exception {
        PackMemory memory = new PackMemory(4, 129 * MIB);
        for (int i = 0; i < 2; i++) {
            PackMemory.Room room = memory.room(129 * MIB);
            room.ensure(1);
            assertThat(room.bytes.capacity()).isEqualTo(129 * MIB);
            room.bytes.put(128 * MIB - 1, new byte[] {7, 7}, 0, 2);
            assertThat(room.bytes.content(128 * MIB - 1, 2).toArray()).containsExactly(7, 7);
            room.giveBack();
        }
        assertThat(memory.idlePieces()).isZero();
    }

    @Test
    void aSingleBlobMayBeLongerThanAPack() throws Exception {
        PackMemory memory = new PackMemory(1, 5 * MIB);
        PackMemory.Room huge = memory.room(300 * MIB);
        huge.ensure(300 * MIB);
        assertThat(huge.bytes.capacity()).isEqualTo(300 * MIB);
        huge.giveBack();
    }

    @Test
    void twoPacksThatAreFilledNeverWaitForEachOther() throws Exception {
        // The largest that share the native memory: restic's names for it would be --pack-size 32.
        PackMemory memory = new PackMemory(4, 33 * MIB);
        PackMemory.Room data = memory.room(33 * MIB);
        PackMemory.Room trees = memory.room(33 * MIB);
        data.ensure(33 * MIB);
        trees.ensure(33 * MIB);
        assertThat(data.bytes.capacity() + trees.bytes.capacity()).isEqualTo(66 * MIB);
    }
}
