package cloud.mows.backup.dashboards.host;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.UUID;
import java.util.function.Supplier;

/** What restore points of this host are tagged with. It stays for ever, unless this host takes the place of another. */
public final class HostIdentity implements Supplier<String> {
    private static final String FILE = "host.json";

    private final HostState state;
    private volatile String id;

    public HostIdentity(HostState state) {
        this.state = state;
        this.id = state.read(FILE, new TypeReference<String>() {}).orElseGet(() -> {
            String fresh = UUID.randomUUID().toString();
            state.write(FILE, fresh);
            return fresh;
        });
    }

    @Override
    public String get() {
        return id;
    }

    /** From now on this host goes on with what another one backed up. */
    public void takeOver(String other) {
        state.write(FILE, other);
        id = other;
    }
}
