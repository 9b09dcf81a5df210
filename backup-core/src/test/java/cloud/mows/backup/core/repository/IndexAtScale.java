package cloud.mows.backup.core.repository;

import cloud.mows.backup.core.crypto.ScryptParameters;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.id.PackId;
import cloud.mows.backup.core.index.BlobIndex;
import cloud.mows.backup.core.index.IndexedPack;
import cloud.mows.backup.core.index.Segment;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.pack.PackedBlob;
import cloud.mows.backup.core.storage.directory.DirectoryStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Measures the index of a large repository, each step in a Java of its own:
 *
 * <pre>
 * make FOLDER BLOBS   a repository with that many blobs in its index files, and no packs
 * open FOLDER BLOBS   opens the index of so many and asks it, with the cache as the last run left it
 * grow FOLDER BLOBS MORE   a run that adds MORE blobs, asking for each before it is claimed
 * </pre>
 */
public final class IndexAtScale {
    private static final Password PASSWORD = Password.of("password");
    private static final int BLOBS_PER_PACK = 16;
    private static final int BLOBS_PER_FILE = 50_000;
    private static final int QUESTIONS = 1_000_000;

    private IndexAtScale() {}

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[1]);
        OpenOptions options =
                OpenOptions.defaults(new Identity("host", "user", 1, 1, 1)).withCacheFolder(folder.resolve("cache"));
        DirectoryStorage storage = new DirectoryStorage(folder.resolve("repository"));
        switch (args[0]) {
            case "make" -> make(storage, options, Long.parseLong(args[2]));
            case "open" -> open(storage, options, Long.parseLong(args[2]));
            case "grow" -> grow(storage, options, Long.parseLong(args[2]), Long.parseLong(args[3]));
            default -> throw new IllegalArgumentException(args[0]);
        }
        report(folder);
    }

    private static void make(DirectoryStorage storage, OpenOptions options, long blobs) {
        try (Repository repository =
                Repository.create(storage, PASSWORD, new ScryptParameters(2, 1, 1), options.withCacheFolder(null))) {
            for (long from = 0; from < blobs; from += BLOBS_PER_FILE) {
                repository.saveIndex(packs(from, Math.min(blobs, from + BLOBS_PER_FILE)));
            }
        }
    }

    private static void open(DirectoryStorage storage, OpenOptions options, long blobs) throws Exception {
        try (Repository repository = Repository.open(storage, PASSWORD, options)) {
            long start = System.nanoTime();
            repository.index();
            System.out.printf("open: %d ms%n", millisSince(start));
            for (int round = 0; round < 5; round++) {
                repository.reloadIndex();
                start = System.nanoTime();
                repository.index();
                System.out.printf("open again: %d µs%n", (System.nanoTime() - start) / 1000);
            }
            BlobIndex index = repository.index();
            memory("opened");
            for (int round = 0; round < 3; round++) {
                ask(index, "unknown", blobs, 2 * blobs, false);
            }
            memory("after asking for unknown ones");
            for (int round = 0; round < 3; round++) {
                ask(index, "known", 0, blobs, true);
            }
            memory("after asking for known ones");
            handOut(index);
        }
    }

    private static void ask(BlobIndex index, String what, long from, long to, boolean expected) {
        SplittableRandom random = new SplittableRandom(7);
        long start = System.nanoTime();
        for (int i = 0; i < QUESTIONS; i++) {
            if (index.has(BlobType.DATA, id(random.nextLong(from, to))) != expected) {
                throw new AssertionError("wrong answer");
            }
        }
        System.out.printf("%s: %.2f million/s%n", what, QUESTIONS * 1e3 / (System.nanoTime() - start));
    }

    private static void grow(DirectoryStorage storage, OpenOptions options, long first, long blobs) throws Exception {
        try (Repository repository = Repository.open(storage, PASSWORD, options)) {
            BlobIndex index = repository.index();
            long start = System.nanoTime();
            long worst = 0;
            for (long from = first; from < first + blobs; from += PackWriter.UNINDEXED_BLOBS_MAX) {
                long to = Math.min(first + blobs, from + PackWriter.UNINDEXED_BLOBS_MAX);
                for (long i = from; i < to; i++) {
                    if (!index.claim(BlobType.DATA, id(i))) {
                        throw new AssertionError("known");
                    }
                }
                List<IndexedPack> packs = packs(from, to);
                packs.forEach(index::place);
                long before = System.nanoTime();
                index.settle(packs, repository.indexFiles().save(packs).segment());
                worst = Math.max(worst, System.nanoTime() - before);
            }
            System.out.printf("grow: %d ms, slowest listing %d ms%n", millisSince(start), worst / 1_000_000);
            memory("grown");
            ask(index, "unknown", first + blobs, 2 * (first + blobs), false);
            ask(index, "known", 0, first + blobs, true);
            memory("asked");
            handOut(index);
            start = System.nanoTime();
            repository.reloadIndex();
            System.out.printf("close: %d ms%n", millisSince(start));
        }
    }

    private static void handOut(BlobIndex index) throws IOException {
        long start = System.nanoTime();
        List<Segment> segments = index.segments();
        System.out.printf(
                "whole: %d segments of %d blobs, %d ms%n",
                segments.size(), segments.stream().mapToLong(Segment::count).sum(), millisSince(start));
        memory("handed out");
    }

    private static List<IndexedPack> packs(long from, long to) {
        List<IndexedPack> packs = new ArrayList<>();
        for (long i = from; i < to; ) {
            List<PackedBlob> blobs = new ArrayList<>(BLOBS_PER_PACK);
            PackId pack = new PackId(digest(~i));
            for (int offset = 0; i < to && blobs.size() < BLOBS_PER_PACK; i++) {
                blobs.add(new PackedBlob(BlobType.DATA, id(i), offset, 1_000_000, 1_048_576));
                offset += 1_000_000;
            }
            packs.add(new IndexedPack(pack, blobs));
        }
        return packs;
    }

    private static BlobId id(long number) {
        return new BlobId(digest(number));
    }

    private static Digest digest(long number) {
        SplittableRandom random = new SplittableRandom(number * 0xD1342543DE82EF95L);
        return new Digest(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    }

    private static long millisSince(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }

    private static void memory(String when) throws IOException {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        long heap = runtime.totalMemory() - runtime.freeMemory();
        System.out.printf("%s: live heap %d MB", when, heap >> 20);
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmRSS") || line.startsWith("VmHWM") || line.startsWith("RssFile")) {
                System.out.print(", " + line.replaceAll("\\s+", " "));
            }
        }
        System.out.println();
    }

    private static void report(Path folder) throws IOException {
        Path cache = folder.resolve("cache");
        if (Files.exists(cache)) {
            try (Stream<Path> files = Files.walk(cache)) {
                long[] sizes = files.filter(Files::isRegularFile)
                        .mapToLong(file -> file.toFile().length())
                        .toArray();
                System.out.printf(
                        "cache: %d files, %d MB%n",
                        sizes.length, Arrays.stream(sizes).sum() >> 20);
            }
        }
    }
}
