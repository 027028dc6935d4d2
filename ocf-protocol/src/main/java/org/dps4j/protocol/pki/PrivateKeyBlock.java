package org.dps4j.protocol.pki;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decodes a private key from its PEM block, with the Java runtime alone: a device needs no more for its start. */
final class PrivateKeyBlock {

    private static final String PKCS8 = "PRIVATE KEY";
    private static final String SEC1 = "EC PRIVATE KEY";
    private static final int P384_SIZE = 48;
    private static final byte[] EC = Der.objectId("1.2.840.10045.2.1");
    private static final byte[] RSA = Der.objectId("1.2.840.113549.1.1.1");

    private PrivateKeyBlock() {}

    static PrivateKey decode(PemBlock block, List<PemBlock> all) throws PemException {
        if (block.isEncrypted() || block.label().equals("ENCRYPTED PRIVATE KEY")) {
            throw new PemException(
                    "a private key without a password",
                    "an encrypted one",
                    "decrypt it with openssl pkey -in KEY -out PLAIN and protect the file by its rights (0600)");
        }
        try {
            return switch (block.label()) {
                case PKCS8 -> pkcs8(block.der());
                case SEC1 -> pkcs8(wrap(block.der(), all));
                default ->
                    throw new PemException(
                            "a block PRIVATE KEY or EC PRIVATE KEY",
                            "a block " + PemBlock.shown(block.label()),
                            "convert it with openssl pkcs8 -topk8 -nodes -in KEY");
            };
        } catch (DerReader.MalformedDerException | GeneralSecurityException | RuntimeException e) {
            // The cause stays out: what a decoder says about a key may quote it.
            throw new PemException(
                    "a private key in the block " + block.label(),
                    "content that is none",
                    "the text was damaged: make or copy it again");
        }
    }

    static String encode(PrivateKey key) {
        byte @Nullable [] encoded;
        try {
            encoded = key.getEncoded();
        } catch (RuntimeException e) {
            encoded = null;
        }
        if (encoded == null || !"PKCS#8".equals(key.getFormat())) {
            throw new IllegalArgumentException("this private key does not leave its hardware or provider");
        }
        return PemBlock.write(PKCS8, encoded);
    }

    private static PrivateKey pkcs8(byte[] der)
            throws PemException, DerReader.MalformedDerException, GeneralSecurityException {
        DerReader whole = new DerReader(der);
        DerReader info = whole.enter(DerReader.SEQUENCE);
        info.content(DerReader.INTEGER);
        DerReader algorithm = info.enter(DerReader.SEQUENCE);
        info.content(DerReader.OCTET_STRING);
        if (whole.hasMore()) {
            throw new DerReader.MalformedDerException("something follows the key");
        }
        byte[] type = algorithm.element();
        if (Arrays.equals(type, RSA)) {
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
        }
        if (!Arrays.equals(type, EC)) {
            throw unusable("a key of another algorithm");
        }
        EcCurve curve = curve(algorithm.element()).orElseThrow(() -> unusable("one on another curve"));
        ECPrivateKey key = (ECPrivateKey) KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
        if (key.getS().signum() <= 0
                || key.getS().compareTo(EcKeys.parameters(curve).getOrder()) >= 0) {
            throw new DerReader.MalformedDerException("the key is out of range");
        }
        return key;
    }

    /** Puts a SEC1 key (RFC 5915) into the frame of PKCS#8 (RFC 5958), the only one the Java runtime reads. */
    private static byte[] wrap(byte[] der, List<PemBlock> all) throws PemException, DerReader.MalformedDerException {
        DerReader whole = new DerReader(der);
        DerReader key = whole.enter(DerReader.SEQUENCE);
        key.content(DerReader.INTEGER);
        int size = key.content(DerReader.OCTET_STRING).length;
        if (whole.hasMore()) {
            throw new DerReader.MalformedDerException("something follows the key");
        }
        byte[] parameters = key.peekTag() == DerReader.CONTEXT_0
                ? key.content(DerReader.CONTEXT_0)
                : all.stream()
                        .filter(block -> block.label().equals("EC PARAMETERS"))
                        .map(PemBlock::der)
                        .findFirst()
                        .orElseGet(() -> parametersBySize(size));
        EcCurve curve = curve(parameters).orElseThrow(() -> unusable("one on another curve"));
        return Der.sequence(Der.integer(0), Der.sequence(EC, Der.objectId(curve.oid())), Der.octetString(der));
    }

    /** Some programs leave out the curve (RFC 5915 allows it): of those that are allowed here the size tells it. */
    private static byte[] parametersBySize(int size) {
        return Der.objectId((size == P384_SIZE ? EcCurve.P384 : EcCurve.P256).oid());
    }

    private static Optional<EcCurve> curve(byte[] parameters) {
        return Arrays.stream(EcCurve.values())
                .filter(curve -> Arrays.equals(parameters, Der.objectId(curve.oid())))
                .findFirst();
    }

    private static PemException unusable(String found) {
        return new PemException(
                "an elliptic curve key on P-256 or P-384, or an RSA key",
                found,
                "make a new one with openssl ecparam -name prime256v1 -genkey -noout");
    }
}
