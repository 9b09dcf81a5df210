package cloud.mows.backup.core.storage.http;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whom to trust and who we are.
 *
 * @param authorities PEM files with the only certificate authorities to trust; none: the system's
 * @param client PEM file with our certificate, those that vouch for it, and its key; null: we show none
 * @param insecure take any certificate: who stands in between can pose as the server
 */
public record TlsOptions(List<Path> authorities, @Nullable Path client, boolean insecure) {
    public static final TlsOptions DEFAULT = new TlsOptions(List.of(), null, false);

    public TlsOptions {
        authorities = List.copyOf(authorities);
    }

    public static TlsOptions trusting(Path... authorities) {
        return new TlsOptions(List.of(authorities), null, false);
    }

    public TlsOptions withClient(@Nullable Path other) {
        return new TlsOptions(authorities, other, insecure);
    }
}
