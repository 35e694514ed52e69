package dev.trestle.gateway.tls;

import dev.trestle.config.ConfigException;
import dev.trestle.config.TlsConfig;
import dev.trestle.gateway.access.Pem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;

/**
 * A certificate and its key as they stand in two files.
 *
 * @param certificate PEM
 * @param key PEM
 */
record KeyPair(Buffer certificate, Buffer key) {

    /** Reads both; fails with a {@link ConfigException} when one cannot be read. {@code section} is where they are named. */
    static KeyPair read(String section, TlsConfig files) {
        return new KeyPair(bytes(section + ".certificate", files.certificate()), bytes(section + ".key", files.key()));
    }

    private static Buffer bytes(String name, Path file) {
        try {
            return Buffer.buffer(Files.readAllBytes(file));
        } catch (IOException cause) {
            throw ConfigException.about(name, file + " cannot be read (" + cause + ")");
        }
    }

    /**
     * Until when it is good.
     *
     * @throws ConfigException when it is not one, or the two do not belong together
     */
    Instant check(String section, TlsConfig files) {
        var certified = certificate(section, files);
        if (!belong(privateKey(section, files), certified.getPublicKey())) {
            throw ConfigException.about(section + ".key", files.key() + " is not the key of " + files.certificate());
        }
        return certified.getNotAfter().toInstant();
    }

    /** The same for Vert.x; as values, so that the two that were looked at are those that are used. */
    PemKeyCertOptions options() {
        return new PemKeyCertOptions().addCertValue(certificate).addKeyValue(key);
    }

    private X509Certificate certificate(String section, TlsConfig files) {
        try {
            var factory = CertificateFactory.getInstance("X.509");
            return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(certificate.getBytes()));
        } catch (CertificateException cause) {
            throw ConfigException.about(section + ".certificate", files.certificate() + " is no certificate in PEM");
        }
    }

    private PrivateKey privateKey(String section, TlsConfig files) {
        try {
            return Pem.privateKey(key.toString(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException cause) {
            throw ConfigException.about(section + ".key", files.key() + " is no private key in PEM (PKCS#8)");
        }
    }

    private static boolean belong(PrivateKey key, PublicKey certified) {
        try {
            var signature = Signature.getInstance(
                    switch (key.getAlgorithm()) {
                        case "RSA" -> "SHA256withRSA";
                        case "EC" -> "SHA256withECDSA";
                        default -> "Ed25519";
                    });
            signature.initSign(key);
            var signed = signature.sign();
            signature.initVerify(certified);
            return signature.verify(signed);
        } catch (GeneralSecurityException anotherKind) {
            return false;
        }
    }
}
