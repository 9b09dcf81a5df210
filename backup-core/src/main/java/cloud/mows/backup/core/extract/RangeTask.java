package cloud.mows.backup.core.extract;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.pack.PackedBlob;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.repository.Coder;
import cloud.mows.backup.core.repository.DamagedBlobException;
import java.util.List;

/** Fetches a range and puts its blobs into the files that want them. */
record RangeTask(Run run, Window.Range range) {

    void run(RangeBuffers buffers) {
        List<Window.Piece> pieces = range.pieces();
        int done = 0;
        try (Coder coder = run.repository().coder()) {
            byte[] sealed = buffers.sealed(range.length());
            boolean fetched = fetch(sealed);
            for (; done < pieces.size(); done++) {
                Window.Piece piece = pieces.get(done);
                BackupException end = run.tally().end();
                if (end != null) {
                    give(piece, end);
                    continue;
                }
                put(piece, fetched ? open(piece.blob(), sealed, buffers, coder) : load(piece.blob()));
            }
        } finally {
            // Only after a bug: who waits for these files is not to wait for ever.
            for (; done < pieces.size(); done++) {
                give(pieces.get(done), new BackupException(ProblemCode.FAILED, "the restore ended", ""));
            }
        }
    }

    private boolean fetch(byte[] sealed) {
        try {
            run.repository().packs().readRange(range.pack(), range.offset(), new ByteSlice(sealed, 0, range.length()));
            return true;
        } catch (BackupException e) {
            if (e.problem().code() == ProblemCode.CANCELLED) {
                throw e;
            }
            // A pack that is cut off, say: the blobs before the cut, and copies elsewhere, may be there.
            return false;
        }
    }

    private sealed interface Opened {
        record Plain(ByteSlice bytes) implements Opened {}

        record Lost(BackupException why) implements Opened {}
    }

    private Opened open(PackedBlob blob, byte[] sealed, RangeBuffers buffers, Coder coder) {
        byte[] room = buffers.plain(Coder.room(blob.plainLength()));
        try {
            return new Opened.Plain(coder.open(blob, sealed, blob.offset() - range.offset(), room));
        } catch (DamagedBlobException e) {
            return load(blob);
        }
    }

    /** By itself, from any pack that has it. */
    private Opened load(PackedBlob blob) {
        try {
            return new Opened.Plain(run.repository().packs().load(run.index(), BlobType.DATA, blob.id()));
        } catch (BackupException e) {
            return new Opened.Lost(e);
        }
    }

    private static void put(Window.Piece piece, Opened opened) {
        switch (opened) {
            case Opened.Plain plain -> {
                for (Window.Place place : piece.places()) {
                    place.file().write(plain.bytes(), place.offset());
                }
            }
            case Opened.Lost lost -> give(piece, lost.why());
        }
    }

    private static void give(Window.Piece piece, BackupException why) {
        for (Window.Place place : piece.places()) {
            place.file().fail(why);
            place.file().end();
        }
    }
}
