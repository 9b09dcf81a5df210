package cloud.mows.backup.app.dump;

import cloud.mows.backup.core.extract.SnapshotFiles;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.tree.Node;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.attribute.FileTime;
import org.apache.commons.compress.archivers.zip.UnixStat;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** Zip with Unix permissions and symbolic links; names that are not UTF-8 are written as people would see them. */
final class ZipFolder implements FolderDump.Sink {
    private final SnapshotFiles files;
    private final ZipArchiveOutputStream zip;

    ZipFolder(SnapshotFiles files, OutputStream out) {
        this.files = files;
        this.zip = new ZipArchiveOutputStream(out);
        zip.setUseZip64(Zip64Mode.AsNeeded);
        zip.setEncoding("UTF-8");
        zip.setUseLanguageEncodingFlag(true);
    }

    @Override
    public void entry(BytePath path, Node node) throws IOException {
        String name = TarFolder.relative(path).toString();
        switch (node.type()) {
            case FILE -> {
                begin(name, node, UnixStat.FILE_FLAG, node.size());
                files.copy(node, zip);
                zip.closeArchiveEntry();
            }
            case DIRECTORY -> {
                begin(name + "/", node, UnixStat.DIR_FLAG, 0);
                zip.closeArchiveEntry();
            }
            case SYMLINK -> {
                begin(name, node, UnixStat.LINK_FLAG, node.linkTarget().length());
                zip.write(node.linkTarget().toArray());
                zip.closeArchiveEntry();
            }
            case BLOCK_DEVICE, CHARACTER_DEVICE, FIFO, SOCKET, IRREGULAR -> {}
        }
    }

    private void begin(String name, Node node, int type, long size) throws IOException {
        ZipArchiveEntry entry = new ZipArchiveEntry(name);
        entry.setUnixMode(type | node.mode());
        entry.setSize(size);
        entry.setLastModifiedTime(FileTime.from(node.mtime()));
        zip.putArchiveEntry(entry);
    }

    @Override
    public void close() throws IOException {
        zip.finish();
        zip.flush();
    }
}
