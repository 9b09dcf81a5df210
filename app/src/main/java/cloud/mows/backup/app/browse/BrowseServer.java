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
import cloud.mows.backup.core.problem.Problem;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.tree.Node;
import cloud.mows.backup.core.tree.NodeType;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers until nobody asks any more. */
public final class BrowseServer implements AutoCloseable {
    private static final int BACKLOG = 16;
    private static final String BEARER = "Bearer ";

    /** Of an answer: what fails within them is told, or tried again; what fails later breaks it off. */
    private static final int BEGINNING_BYTES = 1 << 16;

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
            answer(exchange);
            exchange.close();
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String given = Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Authorization"), "");
        if (!given.startsWith(BEARER) || !key.isRight(given.substring(BEARER.length()))) {
            refuse(exchange, HttpURLConnection.HTTP_UNAUTHORIZED, "this is not the key of this session");
            return;
        }
        if (!exchange.getRequestMethod().equals("GET")) {
            refuse(exchange, HttpURLConnection.HTTP_BAD_METHOD, "questions are asked with GET");
            return;
        }
        try {
            answer(Question.parse(exchange.getRequestURI()), exchange);
        } catch (IllegalArgumentException e) {
            refuse(exchange, HttpURLConnection.HTTP_BAD_REQUEST, String.valueOf(e.getMessage()));
        } catch (BackupException e) {
            refuse(exchange, status(e.problem().code()), e.problem());
        }
    }

    private void answer(Question question, HttpExchange exchange) throws IOException {
        try {
            answerOnce(question, exchange);
        } catch (BackupException e) {
            // A prune may have moved what the index of then points to; that a file is not in its snapshot stays so.
            boolean mayHaveMoved = status(e.problem().code()) == HttpURLConnection.HTTP_BAD_GATEWAY;
            if (mayHaveMoved) {
                repository.renew();
            }
            if (!mayHaveMoved || isBegun(exchange)) {
                throw e;
            }
            answerOnce(question, exchange);
        }
    }

    private void answerOnce(Question question, HttpExchange exchange) throws IOException {
        Answer answer = new Answer(exchange);
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

    private static boolean isBegun(HttpExchange exchange) {
        return exchange.getResponseCode() >= 0;
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

    private static void refuse(HttpExchange exchange, int status, String why) throws IOException {
        refuse(exchange, status, Problem.of(ProblemCode.USAGE, why));
    }

    private static void refuse(HttpExchange exchange, int status, Problem problem) throws IOException {
        if (isBegun(exchange)) {
            // Something was sent already: the server breaks the connection off.
            throw new IOException(problem.message());
        }
        byte[] body = new Json()
                .beginObject()
                .field("code", problem.code().name().toLowerCase(Locale.ROOT))
                .field("detail", problem.message())
                .field("hint", problem.hint())
                .endObject()
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    /** What is sent back. Its stream is closed only when all is written: closing it is what tells that this was all. */
    private record Answer(HttpExchange exchange) {
        void bytes(long length, Content content) throws IOException {
            // 0 would mean a length that is not known.
            send("application/octet-stream", length == 0 ? -1 : length, content);
        }

        void stream(String type, Content content) throws IOException {
            send(type, 0, content);
        }

        private void send(String type, long length, Content content) throws IOException {
            OutputStream out = new BufferedOutputStream(new Body(exchange, type, length), BEGINNING_BYTES);
            content.write(out);
            out.close();
        }
    }

    /** Says that all is well only when there is something to send, so that what fails before can still be said or tried again. */
    private static final class Body extends OutputStream {
        private final HttpExchange exchange;
        private final String type;
        private final long length;

        Body(HttpExchange exchange, String type, long length) {
            this.exchange = exchange;
            this.type = type;
            this.length = length;
        }

        private OutputStream begun() throws IOException {
            if (!isBegun(exchange)) {
                exchange.getResponseHeaders().set("Content-Type", type);
                exchange.sendResponseHeaders(HttpURLConnection.HTTP_OK, length);
            }
            return exchange.getResponseBody();
        }

        @Override
        public void write(int each) throws IOException {
            begun().write(each);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            begun().write(bytes, offset, count);
        }

        @Override
        public void flush() throws IOException {
            if (isBegun(exchange)) {
                exchange.getResponseBody().flush();
            }
        }

        @Override
        public void close() throws IOException {
            begun().close();
        }
    }

    @FunctionalInterface
    private interface Content {
        void write(OutputStream out) throws IOException;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        repository.close();
    }
}
