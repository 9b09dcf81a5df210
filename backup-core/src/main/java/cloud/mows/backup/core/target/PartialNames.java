package cloud.mows.backup.core.target;

import cloud.mows.backup.core.bytes.ByteString;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** The names of unfinished files: {@code .mows-partial-<16 hexadecimal digits of the run>-<hexadecimal number>}. */
final class PartialNames {
    private static final Pattern SHAPE =
            Pattern.compile(Pattern.quote(LinuxTarget.PARTIAL_PREFIX) + "[0-9a-f]{16}-[0-9a-f]{1,16}");

    private final String prefix;
    private final AtomicLong last = new AtomicLong();

    PartialNames(RandomGenerator random) {
        prefix = LinuxTarget.PARTIAL_PREFIX + HexFormat.of().toHexDigits(random.nextLong()) + "-";
    }

    /** A name that nothing else has. */
    ByteString next() {
        return ByteString.of(prefix + Long.toHexString(last.incrementAndGet()));
    }

    boolean isOurs(ByteString name) {
        return name.toString().startsWith(prefix);
    }

    static boolean isPartial(ByteString name) {
        return name.length() > LinuxTarget.PARTIAL_PREFIX.length()
                && name.at(0) == '.'
                && SHAPE.matcher(name.toString()).matches();
    }
}
