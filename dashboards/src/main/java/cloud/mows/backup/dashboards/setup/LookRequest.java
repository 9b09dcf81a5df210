package cloud.mows.backup.dashboards.setup;

import cloud.mows.backup.dashboards.store.Place;

/** @param secret the repository's twelve recovery words or a password */
public record LookRequest(Place place, String secret) {
    @Override
    public String toString() {
        return "LookRequest[" + place + "]";
    }
}
