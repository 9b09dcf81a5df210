package cloud.mows.backup.dashboards.browse;

import cloud.mows.backup.crds.browse.BrowseSession;
import java.net.URI;

/** The way to the pod that answers for a session. */
public interface Reach extends AutoCloseable {
    /** @param session that is ready */
    URI to(BrowseSession session);

    /** What was opened for a session is not used any more. */
    void leave(String session);

    @Override
    void close();

    /** From within the cluster, where every pod has an address. */
    static Reach direct() {
        return new Reach() {
            @Override
            public URI to(BrowseSession session) {
                return URI.create("http://" + session.getStatus().address());
            }

            @Override
            public void leave(String session) {
                // Nothing was opened.
            }

            @Override
            public void close() {
                // Nothing was opened.
            }
        };
    }
}
