package cloud.mows.backup.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.app.cli.CommandRun.Result;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Plays the calls of a wrapper one after the other, as a test each. */
final class WrapperScript {
    private final CommandRun run;
    private final Map<String, String> values = new HashMap<>();
    private int played;

    WrapperScript(CommandRun run) {
        this.run = run;
    }

    WrapperScript with(String name, Object value) {
        values.put(name, value.toString());
        return this;
    }

    /** @param calls each may rely on the ones before it */
    Stream<DynamicTest> tests(List<WrapperCall> calls) {
        return calls.stream().map(call -> DynamicTest.dynamicTest(call.arguments, () -> play(call)));
    }

    void play(WrapperCall call) {
        // Snapshots of one moment would be in any order.
        played++;
        Result result = run.withInput(call.input)
                .withClock(InstantSource.fixed(CommandRun.NOW.plusSeconds(played)))
                .run(arguments(call));
        assertThat(result.exitCode()).as("%s", result).isEqualTo(call.exitCode);
        for (WrapperCall.Look look : call.looks) {
            Pattern pattern = Pattern.compile(filled(look.pattern(), true), Pattern.MULTILINE);
            switch (look.where()) {
                case OUT -> find(pattern, result.out(), result);
                case ERR -> find(pattern, result.err(), result);
                case WHOLE -> assertThat(result.out()).matches(pattern);
                case EVERY_LINE ->
                    assertThat(result.out().lines())
                            .allMatch(line -> pattern.matcher(line).find());
            }
        }
    }

    private void find(Pattern pattern, String text, Result result) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as("'%s' in %s", pattern, result).isTrue();
        pattern.namedGroups().keySet().forEach(name -> values.put(name, matcher.group(name)));
    }

    private String[] arguments(WrapperCall call) {
        List<String> arguments = new ArrayList<>();
        for (String word : call.arguments.split(" ")) {
            arguments.add(word.equals("''") ? "" : filled(word, false));
        }
        return arguments.toArray(String[]::new);
    }

    private String filled(String text, boolean asPattern) {
        String filled = text;
        for (Map.Entry<String, String> value : values.entrySet()) {
            filled = filled.replace(
                    "{" + value.getKey() + "}", asPattern ? Pattern.quote(value.getValue()) : value.getValue());
        }
        return filled;
    }
}
