package cloud.mows.backup.dashboards.plan;

import cloud.mows.backup.core.extract.ExtractAction;
import cloud.mows.backup.core.extract.ExtractObserver;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.problem.FileFailure;
import cloud.mows.backup.core.problem.Problem;
import cloud.mows.backup.dashboards.plan.PlanEntry.PlanAction;
import cloud.mows.backup.dashboards.point.ApiPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a dry run says, counted; memory does not grow with the number of files. */
final class PlanTally implements ExtractObserver {
    static final int ENTRIES_MAX = 1000;
    private static final String DIRECTORY = "directory";
    private static final int WARNINGS_MAX = 20;
    /** What loses something comes first. */
    private static final List<PlanAction> WORST_FIRST =
            List.of(PlanAction.Delete, PlanAction.Overwrite, PlanAction.Create, PlanAction.Same);

    private static final Comparator<PlanEntry> ORDER = Comparator.comparing(
                    (PlanEntry entry) -> WORST_FIRST.indexOf(entry.action()))
            .thenComparing(PlanEntry::path);

    private final BytePath target;
    private final TreeSet<PlanEntry> entries = new TreeSet<>(ORDER);
    private final List<String> warnings = new ArrayList<>();
    private final byte[] fingerprint = new byte[32];
    private long created;
    private long overwritten;
    private long deleted;
    private long same;
    private long bytes;

    PlanTally(BytePath target) {
        this.target = target;
    }

    @Override
    public void done(ExtractAction action, BytePath location, long size) {
        BytePath place = Planned.below(target, location);
        String found = found(place);
        PlanAction what = switch (action) {
            case RESTORED -> restored(found, size);
            case UPDATED -> PlanAction.Overwrite;
            case DELETED -> PlanAction.Delete;
            case UNCHANGED, SKIPPED -> PlanAction.Same;
        };
        add(new PlanEntry(ApiPath.encode(place), what, size), found);
    }

    /** A directory that is there only gets its metadata; whatever else stands in the way is replaced. */
    private static PlanAction restored(String found, long size) {
        if (found.isEmpty()) {
            return PlanAction.Create;
        }
        return found.equals(DIRECTORY) && size == 0 ? PlanAction.Same : PlanAction.Overwrite;
    }

    private synchronized void add(PlanEntry entry, String found) {
        switch (entry.action()) {
            case Create -> created++;
            case Overwrite -> overwritten++;
            case Delete -> deleted++;
            case Same -> same++;
        }
        if (entry.action() == PlanAction.Create || entry.action() == PlanAction.Overwrite) {
            bytes += entry.size();
        }
        entries.add(entry);
        if (entries.size() > ENTRIES_MAX) {
            entries.pollLast();
        }
        byte[] hash = sha256(entry + "\n" + found);
        for (int i = 0; i < hash.length; i++) {
            // The threads of a dry run tell in any order.
            fingerprint[i] ^= hash[i];
        }
    }

    @Override
    public synchronized void failed(BytePath location, Problem problem) {
        if (warnings.size() < WARNINGS_MAX) {
            warnings.add(problem.message());
        }
    }

    @Override
    public synchronized void limited(String text) {
        if (warnings.size() < WARNINGS_MAX) {
            warnings.add(text);
        }
    }

    /** What lies there now, by what tells one state from another; empty for nothing. */
    static String found(BytePath place) {
        try {
            Map<String, Object> now = Files.readAttributes(
                    place.toPath(), "unix:mode,size,ino,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
            boolean directory = ((Integer) now.get("mode") & 0170000) == 0040000;
            // What is put into a directory changes its time, and is told by itself.
            return directory ? DIRECTORY : now.get("ino") + " " + now.get("size") + " " + now.get("lastModifiedTime");
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            return FileFailure.reason(e);
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same for the same plan in the same surroundings. */
    synchronized String fingerprint() {
        return HexFormat.of().formatHex(fingerprint);
    }

    synchronized RestorePlan plan(String id, String app, String restorePoint, @Nullable String directory) {
        return new RestorePlan(
                id,
                app,
                restorePoint,
                created,
                overwritten,
                deleted,
                same,
                bytes,
                List.copyOf(entries),
                created + overwritten + deleted + same > entries.size(),
                directory,
                List.copyOf(warnings));
    }
}
