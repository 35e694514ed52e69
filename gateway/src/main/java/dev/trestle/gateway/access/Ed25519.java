package dev.trestle.gateway.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.impl.BaseJWSProvider;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Set;

/** EdDSA by the JDK: the library's own needs Tink, which is larger than it. */
final class Ed25519 extends BaseJWSProvider implements JWSVerifier {

    private final PublicKey key;

    Ed25519(OctetKeyPair pair) throws JOSEException {
        super(Set.of(JWSAlgorithm.EdDSA));
        if (!pair.getCurve().equals(Curve.Ed25519)) {
            throw new JOSEException("not Ed25519: " + pair.getCurve());
        }
        try {
            key = Pem.ed25519(pair.getDecodedX());
        } catch (GeneralSecurityException broken) {
            throw new JOSEException("not a key of Ed25519", broken);
        }
    }

    @Override
    public boolean verify(JWSHeader header, byte[] signed, Base64URL signature) throws JOSEException {
        try {
            var ed25519 = Signature.getInstance("Ed25519");
            ed25519.initVerify(key);
            ed25519.update(signed);
            return ed25519.verify(signature.decode());
        } catch (SignatureException malformed) {
            return false;
        } catch (GeneralSecurityException cause) {
            throw new JOSEException("Ed25519", cause);
        }
    }
}
