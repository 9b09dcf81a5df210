package cloud.mows.backup.core.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/**
 * A certificate that is its own authority, made by the JDK's keytool.
 *
 * @param certificate PEM
 * @param key PEM, PKCS #8
 * @param keyStore PKCS #12, password {@link #PASSWORD}
 */
public record SelfSignedCertificate(Path certificate, Path key, Path keyStore) {
    public static final String PASSWORD = "for-tests-only";

    private static final String ALIAS = "it";

    public static SelfSignedCertificate make(Path folder) throws IOException, InterruptedException {
        return make(folder, "server", "EC", "SAN=ip:127.0.0.1,dns:localhost,dns:*.localhost");
    }

    /**
     * @param name of the files and the subject
     * @param algorithm EC or RSA
     * @param names for whom it is, as keytool takes it
     */
    public static SelfSignedCertificate make(Path folder, String name, String algorithm, String names)
            throws IOException, InterruptedException {
        Path store = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        algorithm,
                        algorithm.equals("EC") ? "-groupname" : "-keysize",
                        algorithm.equals("EC") ? "secp256r1" : "2048",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        names,
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool: " + said);
        }
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD.toCharArray());
            return new SelfSignedCertificate(
                    pem(
                            folder.resolve(name + ".crt"),
                            "CERTIFICATE",
                            keys.getCertificate(ALIAS).getEncoded()),
                    pem(
                            folder.resolve(name + ".key"),
                            "PRIVATE KEY",
                            keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded()),
                    store);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static Path pem(Path file, String kind, byte[] content) throws IOException {
        String body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(content);
        return Files.writeString(file, "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
    }
}
