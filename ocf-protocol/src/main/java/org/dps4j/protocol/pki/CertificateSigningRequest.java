package org.dps4j.protocol.pki;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Provider;
import java.security.Signature;
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

    /** The longest common name, in characters (RFC 5280, {@code ub-common-name}). */
    public static final int MAX_COMMON_NAME = 64;

    private static final String LABEL = "CERTIFICATE REQUEST";
    private static final byte[] COMMON_NAME = Der.objectId("2.5.4.3");
    private static final byte[] ECDSA_WITH_SHA256 = Der.sequence(Der.objectId("1.2.840.10045.4.3.2"));

    private final byte[] der;
    private final X500Principal subject;
    private final String commonName;
    private final ECPublicKey publicKey;
    private final List<String> requestedExtensions;

    CertificateSigningRequest(
            byte[] der,
            X500Principal subject,
            String commonName,
            ECPublicKey publicKey,
            List<String> requestedExtensions) {
        this.der = der;
        this.subject = subject;
        this.commonName = commonName;
        this.publicKey = publicKey;
        this.requestedExtensions = List.copyOf(requestedExtensions);
    }

    /**
     * A request for the subject {@code CN=commonName}, without attributes, signed with SHA-256 by whichever provider of
     * the runtime takes the private key. Its PEM stays below 1024 characters for a name of OCF.
     *
     * <p>Written with the runtime alone: on a device, loading a library for one request costs more than the rest of it.
     *
     * @throws IllegalArgumentException when the name is empty or too long, or the keys are not on P-256 or P-384
     * @throws CsrException when the private key does not sign
     */
    public static CertificateSigningRequest create(KeyPair keys, String commonName) throws CsrException {
        if (commonName.isEmpty() || commonName.length() > MAX_COMMON_NAME) {
            throw new IllegalArgumentException("a common name has 1 to " + MAX_COMMON_NAME + " characters");
        }
        if (!(keys.getPublic() instanceof ECPublicKey publicKey)
                || EcCurve.of(publicKey).isEmpty()) {
            throw new IllegalArgumentException("expected keys on P-256 or P-384");
        }
        byte[] name = Der.sequence(Der.set(Der.sequence(COMMON_NAME, Der.utf8(commonName))));
        byte[] info = Der.sequence(Der.integer(0), name, publicKey.getEncoded(), Der.element(DerReader.CONTEXT_0));
        byte[] der = Der.sequence(info, ECDSA_WITH_SHA256, Der.bitString(sign(keys, info)));
        return new CertificateSigningRequest(der, new X500Principal(name), commonName, publicKey, List.of());
    }

    /** Reads one request and verifies its signature. */
    public static CertificateSigningRequest parse(String pem) throws CsrException {
        return parse(pem, BouncyCastle.PROVIDER);
    }

    /** Reads one request and verifies its signature with {@code signatures}. */
    public static CertificateSigningRequest parse(String pem, Provider signatures) throws CsrException {
        List<PemBlock> requests;
        try {
            List<PemBlock> blocks = PemBlock.parse(pem, MAX_LENGTH);
            requests = blocks.stream()
                    .filter(block ->
                            block.label().equals(LABEL) || block.label().equals("NEW " + LABEL))
                    .toList();
            if (requests.size() != 1) {
                String found = requests.isEmpty() ? Pem.found(blocks) : requests.size() + " of them";
                throw new CsrException("one block " + LABEL, found, "send one signing request (PKCS#10) as PEM");
            }
        } catch (PemException e) {
            throw new CsrException(e.expected(), e.found(), e.remedy());
        }
        return SigningRequestParser.parse(requests.get(0).der(), signatures);
    }

    /** The only common name of the subject: 1 to {@value #MAX_COMMON_NAME} characters, none of them a control. */
    public String commonName() {
        return commonName;
    }

    /** The whole subject, which may say more than the common name. */
    public X500Principal subject() {
        return subject;
    }

    /** The key to be certified. */
    public ECPublicKey publicKey() {
        return publicKey;
    }

    /** Object identifiers of the extensions the sender asks for; an issuer of this package grants none of them. */
    public List<String> requestedExtensions() {
        return requestedExtensions;
    }

    /** The request as one PEM block. */
    public String toPem() {
        return PemBlock.write(LABEL, der);
    }

    /** The request as DER, a copy. */
    public byte[] toDer() {
        return der.clone();
    }

    private static byte[] sign(KeyPair keys, byte[] info) throws CsrException {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(info);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new CsrException(
                    "a private key that signs with SHA256withECDSA",
                    "one that does not (" + e.getClass().getSimpleName() + ")",
                    "check the key and the provider it comes from");
        }
    }
}
