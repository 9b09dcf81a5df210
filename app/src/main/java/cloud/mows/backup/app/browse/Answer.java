package cloud.mows.backup.app.browse;

import cloud.mows.backup.app.cli.text.Json;
import cloud.mows.backup.core.problem.Problem;
import cloud.mows.backup.core.problem.ProblemCode;
import com.sun.net.httpserver.HttpExchange;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What is sent back for one question. That all is well is said only when there is something to send, so that what fails before can still be
 * told, or tried again; and the stream is closed only when all is written: closing it is what tells that this was all.
 */
final class Answer {
    /** What fails within them is told, or tried again; what fails later breaks the answer off. */
    private static final int BEGINNING_BYTES = 1 << 16;

    private final HttpExchange exchange;

    Answer(HttpExchange exchange) {
        this.exchange = exchange;
    }

    @FunctionalInterface
    interface Content {
        void write(OutputStream out) throws IOException;
    }

    boolean isBegun() {
        return exchange.getResponseCode() >= 0;
    }

    void bytes(long length, Content content) throws IOException {
        // 0 would mean a length that is not known.
        send("application/octet-stream", length == 0 ? -1 : length, content);
    }

    void stream(String type, Content content) throws IOException {
        send(type, 0, content);
    }

    private void send(String type, long length, Content content) throws IOException {
        OutputStream out = new BufferedOutputStream(new Body(type, length), BEGINNING_BYTES);
        content.write(out);
        out.close();
    }

    void refuse(int status, String why) throws IOException {
        refuse(status, Problem.of(ProblemCode.USAGE, why));
    }

    void refuse(int status, Problem problem) throws IOException {
        if (isBegun()) {
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

    private final class Body extends OutputStream {
        private final String type;
        private final long length;

        Body(String type, long length) {
            this.type = type;
            this.length = length;
        }

        private OutputStream begun() throws IOException {
            if (!isBegun()) {
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
            if (isBegun()) {
                exchange.getResponseBody().flush();
            }
        }

        @Override
        public void close() throws IOException {
            begun().close();
        }
    }
}
