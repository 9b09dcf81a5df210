package cloud.mows.backup.core.engine;

import cloud.mows.backup.core.crypto.RepositoryKey;
import java.util.Base64;

/** A repository's secret in base64, to be shown to its owner only. */
public record MasterKey(String encrypt, String macK, String macR) {
    static MasterKey of(RepositoryKey key) {
        Base64.Encoder base64 = Base64.getEncoder();
        return new MasterKey(
                base64.encodeToString(key.encrypt()),
                base64.encodeToString(key.macK()),
                base64.encodeToString(key.macR()));
    }

    @Override
    public String toString() {
        return "MasterKey";
    }
}
