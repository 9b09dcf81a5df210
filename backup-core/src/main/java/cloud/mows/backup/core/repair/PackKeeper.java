package cloud.mows.backup.core.repair;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.id.PackId;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.repository.PackReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Copies a pack as it is into a local folder, in case somebody can make more of it. */
final class PackKeeper {
    private static final int PIECE_BYTES = 4 << 20;

    private PackKeeper() {}

    static void keep(PackReader packs, PackId pack, long bytes, Path folder) {
        Path file = folder.resolve("pack-" + pack.hex());
        try {
            Files.createDirectories(folder);
            try (FileChannel out = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                byte[] buffer = new byte[(int) Math.min(bytes, PIECE_BYTES)];
                for (long at = 0; at < bytes; at += PIECE_BYTES) {
                    ByteSlice piece = new ByteSlice(buffer, 0, (int) Math.min(PIECE_BYTES, bytes - at));
                    packs.readRange(pack, at, piece);
                    var rest = piece.buffer();
                    while (rest.hasRemaining()) {
                        out.write(rest);
                    }
                }
                out.force(true);
            }
        } catch (IOException e) {
            throw new BackupException(
                    ProblemCode.LOCAL_IO,
                    "pack " + pack + " cannot be kept in " + folder + ": " + e,
                    "nothing was removed; choose a folder with room",
                    e);
        }
    }
}
