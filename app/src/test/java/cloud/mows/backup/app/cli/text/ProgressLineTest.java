package cloud.mows.backup.app.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

final class ProgressLineTest {
    private static final String ERASE = "\r\u001b[K";

    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private Instant now = Instant.EPOCH;

    @Test
    void isErasedForOtherLinesAndAtTheEnd() {
        Console console = console(new Console.Terminal(true, true, true, 20));
        try (ProgressLine line = new ProgressLine(console, rate(200), true)) {
            line.update("one");
            line.update("too soon");
            console.println("result");
            now = now.plusMillis(200);
            line.update("two");
        }
        assertThat(screen()).isEqualTo(ERASE + "one" + ERASE + "result\n" + ERASE + "one" + ERASE + "two" + ERASE);
    }

    @Test
    void isCutToTheWidthAndCannotMoveTheCursor() {
        try (ProgressLine line = new ProgressLine(console(new Console.Terminal(true, true, true, 20)), rate(0), true)) {
            line.update("a file\u001b[2J with a name that is too long");
        }
        assertThat(screen()).isEqualTo(ERASE + "a file\\x1b[2J with…" + ERASE);
    }

    @Test
    void staysSilentWithoutATerminal() {
        Console console = console(Console.Terminal.NONE);
        try (ProgressLine line = new ProgressLine(console, rate(0), true)) {
            assertThat(line.isDue()).isFalse();
            line.update("one");
            console.println("result");
        }
        console.flush();
        assertThat(screen()).isEqualTo("result\n");
    }

    @Test
    void isALineOfItsOwnWithoutATerminalWhenAskedFor() {
        Console console = console(Console.Terminal.NONE);
        try (ProgressLine line = new ProgressLine(console, new UpdateRate(Duration.ofSeconds(60), true), true)) {
            line.update("too soon");
            now = now.plusSeconds(60);
            line.update("one\u001b[2J");
            line.update("too soon");
            now = now.plusSeconds(60);
            line.update("two");
        }
        assertThat(screen()).isEqualTo("one\\x1b[2J\ntwo\n");
    }

    private static UpdateRate rate(long millis) {
        return new UpdateRate(Duration.ofMillis(millis), false);
    }

    private Console console(Console.Terminal terminal) {
        PrintStream stream = new PrintStream(screen, true, StandardCharsets.UTF_8);
        return new Console(InputStream.nullInputStream(), stream, stream, terminal, () -> now, ZoneOffset.UTC);
    }

    private String screen() {
        return screen.toString(StandardCharsets.UTF_8);
    }
}
