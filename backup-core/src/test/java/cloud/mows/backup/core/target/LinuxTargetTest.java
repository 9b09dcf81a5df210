package cloud.mows.backup.core.target;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.source.LinuxSource;
import cloud.mows.backup.core.source.SourceContent;
import cloud.mows.backup.core.source.SourceDirectory;
import cloud.mows.backup.core.source.SourceEntry;
import cloud.mows.backup.core.target.TargetFile.Durability;
import cloud.mows.backup.core.tree.Node;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinuxTargetTest {
    @TempDir
    Path folder;

    @Test
    void copiesAFileWithItsMetadata() throws Exception {
        Files.writeString(folder.resolve("a"), "hello");
        try (LinuxSource source = new LinuxSource();
                LinuxTarget target = LinuxTarget.open(
                        BytePath.of(folder.resolve("out/deep")), MetadataPolicy.ALL, new SplittableRandom(1));
                SourceDirectory directory = source.entry(BytePath.of(folder)).list()) {
            assertThat(directory.names()).containsExactly(ByteString.of("a"), ByteString.of("out"));
            SourceEntry entry = directory.entry(ByteString.of("a"));
            Node node = entry.describe().node();
            byte[] bytes = new byte[100];
            int n;
            try (SourceContent content = entry.open()) {
                n = content.read(bytes, 0, 100);
                assertThat(content.read(bytes, n, 100 - n)).isEqualTo(-1);
            }
            try (TargetFile file = target.root().createFile(ByteString.of("b"), ZeroRuns.SKIPPED)) {
                file.write(new ByteSlice(bytes, 0, n), 0);
                assertThat(file.commit(node, Durability.SYNCED)).isEmpty();
            }
        }
        assertThat(folder.resolve("out/deep/b")).hasContent("hello");
        assertThat(Files.getLastModifiedTime(folder.resolve("out/deep/b")))
                .isEqualTo(Files.getLastModifiedTime(folder.resolve("a")));
    }
}
