package org.dps4j.protocol.pki;

import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Certificates and private keys as PEM text (RFC 7468, RFC 5915). Text around the blocks, and blocks of another kind, are
 * skipped. All methods may be called from any thread.
 */
public final class Pem {

    /** The longest text that is looked at, in characters. */
    public static final int MAX_LENGTH = 64 * 1024;

    /** The most certificates one text may hold. */
    public static final int MAX_CERTIFICATES = 16;

    private static final String CERTIFICATE = "CERTIFICATE";

    private Pem() {}

    /** The certificates of {@code pem} in their order, 1 to {@value #MAX_CERTIFICATES}. */
    public static List<X509Certificate> certificates(String pem) throws PemException {
        List<PemBlock> blocks = PemBlock.parse(pem, MAX_LENGTH);
        List<X509Certificate> certificates = new ArrayList<>();
        for (PemBlock block : blocks) {
            if (block.label().equals(CERTIFICATE)) {
                certificates.add(certificate(block, certificates.size() + 1));
            }
            if (certificates.size() > MAX_CERTIFICATES) {
                throw new PemException(
                        "at most " + MAX_CERTIFICATES + " certificates", "more", "leave out what is not in the chain");
            }
        }
        if (certificates.isEmpty()) {
            throw new PemException(
                    "a block CERTIFICATE",
                    found(blocks),
                    "check that it is the right file; a DER file becomes PEM with openssl x509 -inform DER");
        }
        return List.copyOf(certificates);
    }

    /**
     * The one private key of {@code pem}: {@code EC PRIVATE KEY} (P-256 or P-384, with or without a block
     * {@code EC PARAMETERS} before it) or {@code PRIVATE KEY} (the same curves, or RSA).
     */
    public static PrivateKey privateKey(String pem) throws PemException {
        List<PemBlock> blocks = PemBlock.parse(pem, MAX_LENGTH);
        List<PemBlock> keys = blocks.stream()
                .filter(its -> its.label().endsWith("PRIVATE KEY"))
                .toList();
        if (keys.size() != 1) {
            throw new PemException(
                    "one block PRIVATE KEY or EC PRIVATE KEY",
                    keys.isEmpty() ? found(blocks) : keys.size() + " private keys",
                    "check that it is the right file; a DER file becomes PEM with openssl pkey -inform DER");
        }
        return PrivateKeyBlock.decode(keys.get(0), blocks);
    }

    /** {@code certificates} in their order, one block each. */
    public static String encode(List<X509Certificate> certificates) {
        return certificates.stream().map(Pem::encode).collect(Collectors.joining());
    }

    /** {@code certificate} as one block. */
    public static String encode(X509Certificate certificate) {
        return PemBlock.write(CERTIFICATE, Certificates.der(certificate));
    }

    /**
     * {@code key} as an unencrypted {@code PRIVATE KEY} block (PKCS#8): the caller guards the text.
     *
     * @throws IllegalArgumentException when the key does not leave its hardware
     */
    public static String encode(PrivateKey key) {
        return PrivateKeyBlock.encode(key);
    }

    static String found(List<PemBlock> blocks) {
        return blocks.isEmpty()
                ? "no PEM block"
                : blocks.stream()
                        .limit(3)
                        .map(block -> "a block " + PemBlock.shown(block.label()))
                        .collect(Collectors.joining(", "));
    }

    private static X509Certificate certificate(PemBlock block, int number) throws PemException {
        try {
            return Certificates.parse(block.der());
        } catch (CertificateException e) {
            throw new PemException(
                    "an X.509 certificate in block " + number,
                    "content that is none",
                    "the text was damaged: make or copy it again");
        }
    }
}
