package cloud.mows.backup.dashboards.cluster;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;

/** Of objects that are made because somebody pressed something. */
final class Names {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final SecureRandom RANDOM = new SecureRandom();

    private Names() {}

    /** Another one each time: two who press at once do not get each other's. @param what it is about */
    static String byHand(String what, Instant now) {
        return what + "-" + MOMENT.format(now) + "-" + HexFormat.of().toHexDigits(RANDOM.nextInt(), 4);
    }
}
