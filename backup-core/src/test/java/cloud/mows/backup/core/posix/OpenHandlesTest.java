package cloud.mows.backup.core.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.core.bytes.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenHandlesTest {
    private static final int DIRECTORY = OpenFlags.READ | OpenFlags.DIRECTORY;

    @TempDir
    Path folder;

    /** Open below the folder: what else the process has open may be closed by others at any moment. */
    private long descriptors() throws Exception {
        try (var open = Files.list(Path.of("/proc/self/fd"))) {
            return open.filter(this::isBelow).count();
        }
    }

    private boolean isBelow(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).startsWith(folder);
        } catch (IOException e) {
            // Closed since it was listed.
            return false;
        }
    }

    private List<Handle> chain(OpenHandles handles, int depth) throws Exception {
        List<Handle> chain = new ArrayList<>();
        chain.add(handles.open(BytePath.of(folder), DIRECTORY));
        ByteString name = ByteString.of("d");
        for (int i = 0; i < depth; i++) {
            Handle parent = chain.getLast();
            handles.use(parent, fd -> {
                PosixNames.makeDirectory(fd, name, 0700);
                return null;
            });
            chain.add(handles.open(parent, name, DIRECTORY, 0));
        }
        return chain;
    }

    @Test
    void keepsFewOpenAndReopensTheSame() throws Exception {
        try (OpenHandles handles = new OpenHandles(4)) {
            List<Handle> chain = chain(handles, 50);
            assertThat(descriptors()).isBetween(1L, 4L);
            for (int at : new int[] {0, 50, 25, 24, 26, 1, 49}) {
                Handle handle = chain.get(at);
                assertThat(handles.use(handle, Posix::stat).inode())
                        .isEqualTo(handle.stat().inode());
                assertThat(descriptors()).isBetween(1L, 4L);
            }
        }
        assertThat(descriptors()).isZero();
    }

    @Test
    void climbsWithoutStartingAtTheRoot() throws Exception {
        try (OpenHandles handles = new OpenHandles(4)) {
            List<Handle> chain = chain(handles, 30);
            // Nothing below can be reached from the top any more, so only the way up is left.
            Files.move(folder.resolve("d"), folder.resolve("e"));
            for (int i = 30; i > 1; i--) {
                assertThat(handles.use(chain.get(i), Posix::stat).inode())
                        .isEqualTo(chain.get(i).stat().inode());
                handles.release(chain.get(i));
            }
        }
    }

    @Test
    void refusesAnotherDirectoryInTheSamePlace() throws Exception {
        try (OpenHandles handles = new OpenHandles(2)) {
            List<Handle> chain = chain(handles, 5);
            Files.move(folder.resolve("d/d"), folder.resolve("moved"));
            Files.createDirectory(folder.resolve("d/d"));
            assertThatThrownBy(() -> handles.use(chain.get(2), Posix::stat)).hasMessageContaining("ESTALE");
            Files.delete(folder.resolve("d/d"));
            Files.createSymbolicLink(folder.resolve("d/d"), folder.resolve("moved"));
            assertThatThrownBy(() -> handles.use(chain.get(2), Posix::stat)).hasMessageContaining("ENOTDIR");
        }
    }

    @Test
    void passesTheLimitWhileAllAreInUse() throws Exception {
        try (OpenHandles handles = new OpenHandles(2)) {
            List<Handle> chain = chain(handles, 3);
            long inode = handles.use(
                    chain.get(1),
                    a -> handles.use(
                            chain.get(2),
                            b -> handles.use(chain.get(3), c -> Posix.stat(a).inode() + 0 * (b + c))));
            assertThat(inode).isEqualTo(chain.get(1).stat().inode());
        }
        OpenHandles closed = new OpenHandles(2);
        closed.close();
        assertThatThrownBy(() -> closed.open(BytePath.of(folder), DIRECTORY)).isInstanceOf(IllegalStateException.class);
    }
}
