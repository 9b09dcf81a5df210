package cloud.mows.backup.schedulers.database;

import cloud.mows.backup.cluster.api.CommandOutput;
import cloud.mows.backup.core.source.dump.DumpWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Sends the dumps of a database server: it is asked what there is, and then each is dumped by a command. */
public abstract class ServerDump {
    private static final int LIST_BYTES_MAX = 4 << 20;

    /** An API server that was just started anew answers after it. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final ProvenOutput container;
    private final String where;
    private final List<String> list;
    private final String first;

    /** @param file in the folder of the server */
    record Dump(String file, List<String> command) {
        Dump {
            command = List.copyOf(command);
        }
    }

    /**
     * @param container runs a command beside the server
     * @param logIn what its shell is to do first
     * @param where the container is, in words
     * @param list the command that prints what there is
     * @param first the file that is told to be missing where that is not known
     */
    ServerDump(
            Function<List<String>, CommandOutput> container,
            String logIn,
            String where,
            List<String> list,
            String first) {
        this.container = new ProvenOutput(container, logIn, PAUSE);
        this.where = where;
        this.list = list;
        this.first = first;
    }

    /** Everything that a new server needs to have what was printed again. */
    abstract List<Dump> dumps(String printed);

    /** Why what was printed is no list; empty if it is one. */
    Optional<String> unlisted(String printed) {
        return Optional.empty();
    }

    /** What cannot be dumped is told to the one who takes the dumps; an {@link IOException} is that one's. */
    public final void send(DumpWriter to) throws IOException, InterruptedException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Optional<String> failure = container
                .run(list, (from, offset, length) -> {
                    // One more than is allowed tells that there was more.
                    printed.write(from, offset, Math.min(length, LIST_BYTES_MAX + 1 - printed.size()));
                })
                .or(() -> printed.size() > LIST_BYTES_MAX
                        ? Optional.of("printed more names of databases than " + LIST_BYTES_MAX + " bytes")
                        : unlisted(printed.toString(StandardCharsets.UTF_8)));
        if (failure.isPresent()) {
            to.missing(first, told(list.getFirst(), failure.get()));
        } else {
            for (Dump dump : dumps(printed.toString(StandardCharsets.UTF_8))) {
                send(dump, to);
            }
        }
        to.finish();
    }

    private void send(Dump dump, DumpWriter to) throws IOException, InterruptedException {
        to.begin(dump.file());
        Optional<String> failure = container.run(dump.command(), to::write);
        if (failure.isPresent()) {
            to.fail(told(dump.command().getFirst(), failure.get()));
        } else {
            to.end();
        }
    }

    private String told(String program, String how) {
        return "the command '" + program + "' in " + where + " " + how;
    }
}
