package org.dps4j.testkit.pki;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.util.io.pem.PemObject;

/** Writes and reads the PEM texts of this package. */
final class PemText {

    private static final char[] PASSWORD = "secret".toCharArray();

    private PemText() {}

    static String ofCertificates(List<X509Certificate> certificates) {
        return write(certificates.toArray());
    }

    static String ofKey(PrivateKey key, PrivateKeyFormat format) {
        try {
            return switch (format) {
                case PKCS8 -> write(new JcaPKCS8Generator(key, null));
                case TRADITIONAL -> write(key);
                case TRADITIONAL_WITH_PARAMETERS -> write(parametersOf(key), key);
                case ENCRYPTED_PKCS8 -> write(new JcaPKCS8Generator(key, encryptor()));
            };
        } catch (OperatorCreationException | IOException impossible) {
            throw new IllegalStateException("cannot write a key as " + format, impossible);
        }
    }

    static PKCS10CertificationRequest signingRequest(String pem) {
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            if (parser.readObject() instanceof PKCS10CertificationRequest request) {
                return request;
            }
            throw new IllegalArgumentException("expected the PEM text of a certificate signing request");
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("expected the PEM text of a certificate signing request", unreadable);
        }
    }

    private static PemObject parametersOf(PrivateKey key) throws IOException {
        PrivateKeyInfo info = PrivateKeyInfo.getInstance(key.getEncoded());
        return new PemObject(
                "EC PARAMETERS",
                info.getPrivateKeyAlgorithm().getParameters().toASN1Primitive().getEncoded());
    }

    private static OutputEncryptor encryptor() throws OperatorCreationException {
        return new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                .setProvider(new BouncyCastleProvider())
                .setIterationCount(1_000)
                .setPassword(PASSWORD)
                .build();
    }

    private static String write(Object... objects) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            for (Object object : objects) {
                writer.writeObject(object);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }
}
