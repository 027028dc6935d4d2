package org.dps4j.protocol.pki;

import java.security.KeyPair;
import java.security.Provider;
import java.security.interfaces.ECPublicKey;
import java.util.List;
import javax.security.auth.x500.X500Principal;

/**
 * A request for an identity certificate (PKCS#10, RFC 2986): a name, a public key on P-256 or P-384, and the proof that
 * the sender holds its private key. Immutable.
 */
public final class CertificateSigningRequest {

    /** The longest PEM text that {@link #parse} looks at, in characters. */
    public static final int MAX_LENGTH = 8 * 1024;

    private CertificateSigningRequest() {}

    /** A request for the subject {@code CN=commonName}, without attributes, signed with SHA-256 by the provider of the key. */
    public static CertificateSigningRequest create(KeyPair keys, String commonName) {
        throw new UnsupportedOperationException();
    }

    /** Reads one request and verifies its signature. */
    public static CertificateSigningRequest parse(String pem) throws CsrException {
        throw new UnsupportedOperationException();
    }

    /** Reads one request and verifies its signature with {@code signatures}. */
    public static CertificateSigningRequest parse(String pem, Provider signatures) throws CsrException {
        throw new UnsupportedOperationException();
    }

    /** The only common name of the subject. */
    public String commonName() {
        throw new UnsupportedOperationException();
    }

    /** The whole subject, which may say more than the common name. */
    public X500Principal subject() {
        throw new UnsupportedOperationException();
    }

    /** The key to be certified. */
    public ECPublicKey publicKey() {
        throw new UnsupportedOperationException();
    }

    /** Object identifiers of the extensions the sender asks for; an issuer of this package grants none of them. */
    public List<String> requestedExtensions() {
        throw new UnsupportedOperationException();
    }

    /** The request as one PEM block. */
    public String toPem() {
        throw new UnsupportedOperationException();
    }

    /** The request as DER, a copy. */
    public byte[] toDer() {
        throw new UnsupportedOperationException();
    }
}
