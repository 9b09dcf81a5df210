package cloud.mows.backup.dashboards.run;

import cloud.mows.backup.core.problem.FileFailure;
import cloud.mows.backup.dashboards.host.HostState;
import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The runs that are known, newest first: each in a file of its own, and all in memory. */
final class RunLog {
    static final int KEPT = 500;

    private static final String FOLDER = "runs";
    private static final String SUFFIX = ".json";

    private final HostState state;
    private final Map<String, Run> runs = new ConcurrentSkipListMap<>(Comparator.reverseOrder());

    /**
     * A run as it is written down.
     *
     * @param pid of the child that worked for it
     * @param processStart of that child: numbers of processes are used again
     */
    record Stored(Run run, @Nullable Long pid, @Nullable Instant processStart) {
        static Stored of(Run run) {
            return new Stored(run, null, null);
        }
    }

    private RunLog(HostState state) {
        this.state = state;
    }

    /** What was written down, with what was going on then. */
    static Opened open(HostState state) {
        RunLog log = new RunLog(state);
        List<Stored> active = new ArrayList<>();
        for (String name : names(state.folder().resolve(FOLDER))) {
            state.read(FOLDER + "/" + name, new TypeReference<Stored>() {}).ifPresent(stored -> {
                log.runs.put(stored.run().id(), stored.run());
                if (stored.run().isActive()) {
                    active.add(stored);
                }
            });
        }
        return new Opened(log, List.copyOf(active));
    }

    /** @param active oldest first */
    record Opened(RunLog log, List<Stored> active) {}

    private static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be listed: " + FileFailure.reason(e), e);
        }
    }

    List<Run> all() {
        return List.copyOf(runs.values());
    }

    Optional<Run> get(String id) {
        return Optional.ofNullable(runs.get(id));
    }

    /** Known from now on to those who ask, and not written down. */
    void show(Run run) {
        runs.put(run.id(), run);
    }

    /** Durable when it returns. */
    void write(Stored stored) {
        state.write(FOLDER + "/" + stored.run().id() + SUFFIX, stored);
        runs.put(stored.run().id(), stored.run());
        List<String> old = runs.keySet().stream().skip(KEPT).toList();
        for (String id : old) {
            if (!runs.get(id).isActive()) {
                state.remove(FOLDER + "/" + id + SUFFIX);
                runs.remove(id);
            }
        }
    }
}
