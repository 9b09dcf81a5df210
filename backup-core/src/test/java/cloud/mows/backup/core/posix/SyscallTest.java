package cloud.mows.backup.core.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds both tables against the kernel's headers, where those are installed. */
class SyscallTest {
    private static final Pattern DEFINITION = Pattern.compile("#define __NR(?:3264)?_(\\w+)\\s+(\\d+)\\s*");

    private static final Map<Syscall, String> OTHER_NAMES =
            Map.of(Syscall.PREAD, "pread64", Syscall.PWRITE, "pwrite64");

    @ParameterizedTest
    @CsvSource({
        "true, /usr/include/x86_64-linux-gnu/asm/unistd_64.h",
        "true, /usr/include/asm/unistd_64.h",
        "false, /usr/include/asm-generic/unistd.h"
    })
    void numbersAreTheKernels(boolean x8664, Path header) throws Exception {
        assumeTrue(Files.exists(header), header + " is not installed");
        Map<String, Integer> numbers = new HashMap<>();
        for (String line : Files.readAllLines(header)) {
            Matcher definition = DEFINITION.matcher(line);
            if (definition.matches()) {
                numbers.putIfAbsent(definition.group(1), Integer.valueOf(definition.group(2)));
            }
        }
        assertThat(numbers).hasSizeGreaterThan(200);
        for (Syscall call : Syscall.values()) {
            String name = OTHER_NAMES.getOrDefault(call, call.name().toLowerCase(Locale.ROOT));
            Integer expected = numbers.get(name);
            if (expected != null) {
                assertThat(call.number(x8664)).as(name).isEqualTo(expected);
            } else {
                // Newer than the header: then it has the same number everywhere.
                assertThat(call.number(true))
                        .as(name)
                        .isEqualTo(call.number(false))
                        .isGreaterThan(424);
            }
        }
    }
}
