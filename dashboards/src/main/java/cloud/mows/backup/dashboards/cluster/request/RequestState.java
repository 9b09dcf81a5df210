package cloud.mows.backup.dashboards.cluster.request;

import cloud.mows.backup.schedulers.request.Request;

/** What became of a request so far. */
public enum RequestState {
    /** Nobody has decided yet, or a grant is too narrow. */
    Waiting,
    Denied,
    /** It cannot be approved as it is. */
    Unusable,
    Granted;

    static RequestState of(Request.State state) {
        return switch (state) {
            case WAITING -> Waiting;
            case DENIED -> Denied;
            case UNUSABLE -> Unusable;
            case GRANTED -> Granted;
        };
    }
}
