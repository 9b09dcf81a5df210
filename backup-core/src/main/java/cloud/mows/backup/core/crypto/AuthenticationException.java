package cloud.mows.backup.core.crypto;

/** The bytes were not sealed with this key, or are not what was sealed. Nothing of the plaintext has been written. */
public final class AuthenticationException extends Exception {
    private static final long serialVersionUID = 1L;

    AuthenticationException() {
        super("does not authenticate");
    }
}
