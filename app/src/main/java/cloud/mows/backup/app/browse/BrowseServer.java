package cloud.mows.backup.app.browse;

import cloud.mows.backup.app.cli.text.Json;
import cloud.mows.backup.app.dump.FolderDump;
import cloud.mows.backup.core.bytes.PercentEncoding;
import cloud.mows.backup.core.engine.Engine;
import cloud.mows.backup.core.engine.OpenRepository;
import cloud.mows.backup.core.engine.OpenRepository.OpenSnapshot;
import cloud.mows.backup.core.extract.SnapshotFiles;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.SnapshotId;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.tree.Node;
import cloud.mows.backup.core.tree.NodeType;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers until nobody asks any more. */
public final class BrowseServer implements AutoCloseable {
    private static final int BACKLOG = 16;
    private static final String BEARER = "Bearer ";

    private final OpenRepository repository;
    private final SessionKey key;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Idleness idleness = new Idleness();

    private BrowseServer(OpenRepository repository, SessionKey key, InetSocketAddress address) throws IOException {
        this.repository = repository;
        this.key = key;
        this.server = HttpServer.create(address, BACKLOG);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
    }

    /**
     * Opens the repository before it listens.
     *
     * @param repository for reading, without a lock; closed with this
     */
    public static BrowseServer start(OpenRepository repository, String keyHash, InetSocketAddress address)
            throws IOException {
        try {
            repository.lease().close();
            BrowseServer server = new BrowseServer(repository, new SessionKey(keyHash), address);
            server.server.start();
            return server;
        } catch (IOException | RuntimeException e) {
            repository.close();
            throw e;
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Returns when no question was asked or being answered for so long. */
    public void awaitIdle(Duration time) throws InterruptedException {
        idleness.await(time);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (Idleness.Busy _ = idleness.busy()) {
            answer(exchange, new Answer(exchange));
            exchange.close();
        }
    }

    private void answer(HttpExchange exchange, Answer answer) throws IOException {
        String given = Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Authorization"), "");
        if (!given.startsWith(BEARER) || !key.isRight(given.substring(BEARER.length()))) {
            answer.refuse(HttpURLConnection.HTTP_UNAUTHORIZED, "this is not the key of this session");
            return;
        }
        if (!exchange.getRequestMethod().equals("GET")) {
            answer.refuse(HttpURLConnection.HTTP_BAD_METHOD, "questions are asked with GET");
            return;
        }
        try {
            answer(Question.parse(exchange.getRequestURI()), answer);
        } catch (IllegalArgumentException e) {
            answer.refuse(HttpURLConnection.HTTP_BAD_REQUEST, String.valueOf(e.getMessage()));
        } catch (BackupException e) {
            answer.refuse(status(e.problem().code()), e.problem());
        }
    }

    private void answer(Question question, Answer answer) throws IOException {
        try {
            answerOnce(question, answer);
        } catch (BackupException e) {
            // A prune may have moved what the index of then points to; that a file is not in its snapshot stays so.
            boolean mayHaveMoved = status(e.problem().code()) == HttpURLConnection.HTTP_BAD_GATEWAY;
            if (mayHaveMoved) {
                repository.renew();
            }
            if (!mayHaveMoved || answer.isBegun()) {
                throw e;
            }
            answerOnce(question, answer);
        }
    }

    private void answerOnce(Question question, Answer answer) throws IOException {
        try (OpenSnapshot opened = open(question.snapshot())) {
            switch (question) {
                case Question.Changes changes -> {
                    try (OpenSnapshot since = open(changes.since())) {
                        changes(changes, opened.lease().engine(), tree(since), tree(opened), answer);
                    }
                }
                case Question.InTree inTree ->
                    answer(inTree, opened.lease().engine().snapshotFiles(), tree(opened), answer);
            }
        }
    }

    private OpenSnapshot open(SnapshotId id) {
        return repository
                .lease(id)
                .orElseThrow(() -> new BackupException(
                        ProblemCode.NOT_FOUND,
                        "there is no snapshot " + id.hex() + " in the repository",
                        "it may have been removed: list the restore points again"));
    }

    private static BlobId tree(OpenSnapshot opened) {
        return opened.saved().snapshot().tree();
    }

    private static int status(ProblemCode code) {
        return switch (code) {
            case NOT_FOUND -> HttpURLConnection.HTTP_NOT_FOUND;
            case USAGE -> HttpURLConnection.HTTP_BAD_REQUEST;
            default -> HttpURLConnection.HTTP_BAD_GATEWAY;
        };
    }

    private static void answer(Question.InTree question, SnapshotFiles files, BlobId top, Answer answer)
            throws IOException {
        switch (question) {
            case Question.Entries entries -> entries(entries, files, top, answer);
            case Question.Content(var _, var path) -> {
                Node file = files.find(top, path);
                if (file == null || file.type() != NodeType.FILE) {
                    throw new BackupException(
                            ProblemCode.USAGE, path.replaced() + " is not a file", "ask for its archive");
                }
                answer.bytes(file.size(), out -> files.copy(file, out));
            }
            case Question.Archive(var _, var path, var format) -> {
                BlobId folder = files.folder(top, path);
                // Names in it begin with the folder's own, and not with where that was.
                BytePath name = path.isRoot() ? path : BytePath.ROOT.resolve(path.name());
                answer.stream(
                        "application/" + (format == FolderDump.Format.ZIP ? "zip" : "x-tar"),
                        out -> new FolderDump(files, format).write(folder, name, out));
            }
        }
    }

    private static void entries(Question.Entries question, SnapshotFiles files, BlobId top, Answer answer)
            throws IOException {
        BlobId folder = files.folder(top, question.path());
        answer.stream("application/x-ndjson", out -> {
            int[] count = new int[1];
            // Entries come in the order of their names' bytes.
            files.entries(folder, node -> {
                if (node.name().compareTo(question.after()) > 0 && count[0]++ < question.limit()) {
                    line(out, entry(node));
                }
            });
            line(
                    out,
                    new Json()
                            .beginObject()
                            .field("more", count[0] > question.limit())
                            .endObject());
        });
    }

    private static void changes(Question.Changes question, Engine engine, BlobId before, BlobId after, Answer answer)
            throws IOException {
        answer.stream("application/x-ndjson", out -> {
            boolean more = false;
            try {
                int[] count = new int[1];
                engine.changes(before, after, (path, isDirectory, modifier) -> {
                    if (count[0]++ == question.limit()) {
                        throw new EnoughException();
                    }
                    write(out, change(path, isDirectory, modifier));
                });
            } catch (EnoughException e) {
                more = true;
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
            line(out, new Json().beginObject().field("more", more).endObject());
        });
    }

    /** There are more than somebody asked for. */
    private static final class EnoughException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        EnoughException() {
            super("enough", null, false, false);
        }
    }

    private static void write(OutputStream out, Json json) {
        try {
            line(out, json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Json change(BytePath path, boolean isDirectory, String modifier) {
        return new Json()
                .beginObject()
                .field("path", PercentEncoding.encode(path.bytes()))
                .field("directory", isDirectory)
                .field("change", modifier)
                .endObject();
    }

    private static Json entry(Node node) {
        return new Json()
                .beginObject()
                .field("name", PercentEncoding.encode(node.name()))
                .field("type", node.type().word())
                .field("size", node.size())
                .field("mtime", node.mtime().toString())
                .endObject();
    }

    private static void line(OutputStream out, Json json) throws IOException {
        out.write((json + "\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        repository.close();
    }
}
