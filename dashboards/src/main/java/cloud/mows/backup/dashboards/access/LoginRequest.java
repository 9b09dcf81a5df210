package cloud.mows.backup.dashboards.access;

/** @param token of the link that the program printed */
public record LoginRequest(String token) {
    @Override
    public String toString() {
        return "LoginRequest";
    }
}
