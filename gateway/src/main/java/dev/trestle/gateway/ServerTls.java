package dev.trestle.gateway;

import dev.trestle.config.ConfigException;
import dev.trestle.config.GatewayConfig;
import dev.trestle.gateway.access.Pem;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
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
import java.util.concurrent.TimeUnit;

/** Reads what the listener speaks TLS with. */
final class ServerTls {

    private static final String CERTIFICATE = "gateway.tls.certificate";
    private static final String KEY = "gateway.tls.key";

    private ServerTls() {}

    /**
     * What is in the files of {@code config} now, {@code null} when it names none; fails with a {@link ConfigException} when
     * that cannot work. HTTP/2 is not spoken.
     */
    static Future<ServerSSLOptions> read(Vertx vertx, GatewayConfig config) {
        var tls = config.tls();
        return tls.enabled()
                ? vertx.executeBlocking(() -> read(tls, config.handshakeTimeoutMs()))
                : Future.succeededFuture();
    }

    private static ServerSSLOptions read(GatewayConfig.Tls files, long handshakeTimeoutMs) {
        var certificate = bytes(CERTIFICATE, files.certificate());
        var key = bytes(KEY, files.key());
        if (!belong(privateKey(key, files), publicKey(certificate, files))) {
            throw ConfigException.about(KEY, files.key() + " is not the key of " + files.certificate());
        }
        // As values, so that the two that were looked at are those that are used.
        var pair =
                new PemKeyCertOptions().addCertValue(Buffer.buffer(certificate)).addKeyValue(Buffer.buffer(key));
        return new ServerSSLOptions()
                .setKeyCertOptions(pair)
                .setUseAlpn(false)
                .setSslHandshakeTimeout(handshakeTimeoutMs)
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
    }

    private static byte[] bytes(String name, Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException cause) {
            throw ConfigException.about(name, file + " cannot be read (" + cause + ")");
        }
    }

    private static PublicKey publicKey(byte[] pem, GatewayConfig.Tls files) {
        try {
            var factory = CertificateFactory.getInstance("X.509");
            return factory.generateCertificate(new ByteArrayInputStream(pem)).getPublicKey();
        } catch (CertificateException cause) {
            throw ConfigException.about(CERTIFICATE, files.certificate() + " is no certificate in PEM");
        }
    }

    private static PrivateKey privateKey(byte[] pem, GatewayConfig.Tls files) {
        try {
            return Pem.privateKey(new String(pem, StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException cause) {
            throw ConfigException.about(KEY, files.key() + " is no private key in PEM (PKCS#8)");
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
