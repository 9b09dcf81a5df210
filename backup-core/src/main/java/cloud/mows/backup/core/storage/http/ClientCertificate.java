package cloud.mows.backup.core.storage.http;

import cloud.mows.backup.core.problem.FileFailure;
import cloud.mows.backup.core.storage.StorageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.jspecify.annotations.Nullable;

/**
 * A certificate and its key from one PEM file, as restic's {@code --tls-client-cert} wants it: our certificate first, then those
 * that vouch for it; the key in PKCS #8, or an RSA key in PKCS #1, or an EC key in SEC 1 (RFC 7468, 8017, 5915).
 */
final class ClientCertificate {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);
    private static final long FILE_BYTES_MAX = 1 << 20;

    private final Path file;
    private final List<Certificate> chain = new ArrayList<>();
    private @Nullable PrivateKey key;

    private ClientCertificate(Path file) {
        this.file = file;
    }

    /** @throws StorageException.Unusable if the file does not hold them */
    static KeyManager[] read(Path file) throws StorageException {
        ClientCertificate certificate = new ClientCertificate(file);
        try {
            if (Files.size(file) > FILE_BYTES_MAX) {
                throw certificate.unusable("is too large", null);
            }
            Matcher block = BLOCK.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
            while (block.find()) {
                certificate.take(block.group(1), block.group(2));
            }
            return certificate.managers();
        } catch (IOException e) {
            throw certificate.unusable("cannot be read: " + FileFailure.reason(e), e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // Without the cause's words, which may repeat a part of the key.
            throw certificate.unusable("holds no usable certificate and key", e);
        }
    }

    private void take(String label, String base64) throws GeneralSecurityException, IOException, StorageException {
        if (label.endsWith("PRIVATE KEY")
                && (label.startsWith("ENCRYPTED") || base64.contains("Proc-Type: 4,ENCRYPTED"))) {
            throw unusable("its key is protected by a password; 'openssl pkey' writes it without", null);
        }
        switch (label) {
            case "CERTIFICATE" ->
                chain.add(CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(decoded(base64))));
            case "PRIVATE KEY" -> use(PrivateKeyInfo.getInstance(decoded(base64)));
            case "RSA PRIVATE KEY" ->
                use(new PrivateKeyInfo(
                        new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                        RSAPrivateKey.getInstance(decoded(base64))));
            case "EC PRIVATE KEY" -> {
                ECPrivateKey ec = ECPrivateKey.getInstance(decoded(base64));
                use(new PrivateKeyInfo(
                        new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, ec.getParametersObject()), ec));
            }
            default -> {
                // EC PARAMETERS, which the key repeats; something else of no use here
            }
        }
    }

    private static byte[] decoded(String base64) {
        return Base64.getMimeDecoder().decode(base64);
    }

    private void use(PrivateKeyInfo info) throws GeneralSecurityException, IOException, StorageException {
        if (key != null) {
            throw unusable("holds more than one key", null);
        }
        key = KeyFactory.getInstance(
                        info.getPrivateKeyAlgorithm().getAlgorithm().getId())
                .generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
    }

    private KeyManager[] managers() throws GeneralSecurityException, IOException, StorageException {
        if (chain.isEmpty() || key == null) {
            throw unusable("there is no " + (key == null ? "private key" : "certificate") + " in it", null);
        }
        if (!belongs(key, chain.getFirst())) {
            throw unusable("its key is not that of its first certificate", null);
        }
        char[] password = {};
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("client", key, password, chain.toArray(Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, password);
        return factory.getKeyManagers();
    }

    private static boolean belongs(PrivateKey key, Certificate certificate) throws GeneralSecurityException {
        if (!key.getAlgorithm().equals(certificate.getPublicKey().getAlgorithm())) {
            return false;
        }
        Signature signature = Signature.getInstance(
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> key.getAlgorithm();
                });
        byte[] text = "anything".getBytes(StandardCharsets.US_ASCII);
        signature.initSign(key);
        signature.update(text);
        byte[] signed = signature.sign();
        signature.initVerify(certificate);
        signature.update(text);
        return signature.verify(signed);
    }

    private StorageException unusable(String how, @Nullable Exception cause) {
        return new StorageException.Unusable("client certificate " + file + ": " + how, cause);
    }
}
