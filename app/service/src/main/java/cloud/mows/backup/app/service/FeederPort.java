package cloud.mows.backup.app.service;

/** Where a mover listens for its feeder. */
final class FeederPort {
    private FeederPort() {}

    /** @param command whose option it is */
    static int parse(String command, String text) {
        try {
            int port = Integer.parseInt(text);
            if (port > 0 && port < 1 << 16) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("mover " + command + ": '" + text + "' is not a port", e);
        }
        throw new IllegalArgumentException("mover " + command + ": '" + text + "' is not a port");
    }
}
