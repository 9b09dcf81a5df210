package cloud.mows.backup.e2e;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A command and its surroundings. Of the environment of the tests only PATH and the locale come through, so that nobody's
 * own repository is ever touched.
 */
public record Program(List<String> command, Map<String, String> environment, Path folder) {
    public Program {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    public static Program of(Path folder, String... command) {
        Map<String, String> environment = new TreeMap<>();
        for (String name : List.of("PATH", "LANG", "LC_ALL", "TMPDIR")) {
            String value = System.getenv(name);
            if (value != null) {
                environment.put(name, value);
            }
        }
        environment.put("HOME", folder.toString());
        environment.put("TZ", "UTC");
        return new Program(List.of(command), environment, folder);
    }

    /** With a variable, or without it. */
    public Program with(String name, @Nullable String value) {
        Map<String, String> changed = new TreeMap<>(environment);
        if (value == null) {
            changed.remove(name);
        } else {
            changed.put(name, value);
        }
        return new Program(command, changed, folder);
    }

    /** Started in another folder. */
    public Program in(Path other) {
        return new Program(command, environment, other);
    }

    /** Started by another program, whose command this is. */
    Program by(String... starter) {
        List<String> whole = new ArrayList<>(List.of(starter));
        whole.addAll(command);
        return new Program(whole, environment, folder);
    }

    /** With arguments that come before those of each run. */
    public Program and(String... arguments) {
        List<String> whole = new ArrayList<>(command);
        whole.addAll(List.of(arguments));
        return new Program(whole, environment, folder);
    }

    public Started start(String... arguments) {
        ProcessBuilder builder = new ProcessBuilder(and(arguments).command()).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return Started.start(builder);
    }

    /** Runs it to its end. */
    public Finished run(String... arguments) throws InterruptedException {
        try (Started started = start(arguments)) {
            return started.finish();
        }
    }

    /** As {@link #succeed}, for what takes longer than most. */
    public Finished succeedWithin(Duration time, String... arguments) throws InterruptedException {
        try (Started started = start(arguments)) {
            return started.finish(time).exits(0);
        }
    }

    /** Runs it; fails the test unless it ends with 0. */
    public Finished succeed(String... arguments) throws InterruptedException {
        return run(arguments).exits(0);
    }
}
