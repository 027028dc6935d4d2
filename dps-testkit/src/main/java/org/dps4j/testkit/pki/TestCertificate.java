package org.dps4j.testkit.pki;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;

/**
 * A minted certificate with what belongs to it. Immutable.
 *
 * <pre>{@code
 * TestCertificate device = manufacturer.device("device 1").mint();
 * SSLContext tls = TestTls.context(device, serviceRoot.certificate());
 * CertificateFiles files = device.writeTo(tempDirectory, "mfg");
 * }</pre>
 *
 * @param chain what goes over the wire: the certificate first, then its issuers without the root. A root is alone in its
 *     chain.
 * @param root the end of the chain, where trust is anchored
 * @param privateKey the key of the certificate, unless minted with {@link CertificateOrder#wrongKey()}
 */
public record TestCertificate(List<X509Certificate> chain, X509Certificate root, PrivateKey privateKey) {

    public TestCertificate {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("a chain holds at least one certificate");
        }
    }

    /** The certificate itself, first of its chain. */
    public X509Certificate certificate() {
        return chain.get(0);
    }

    /** The public key of the certificate. */
    public PublicKey publicKey() {
        return certificate().getPublicKey();
    }

    /** The chain up to and including the root. */
    public List<X509Certificate> chainWithRoot() {
        return chain.contains(root)
                ? chain
                : Stream.concat(chain.stream(), Stream.of(root)).toList();
    }

    /** The PEM text of the certificate alone. */
    public String certificatePem() {
        return PemText.ofCertificates(chain.subList(0, 1));
    }

    /** The PEM text of the chain, leaf first, without the root. */
    public String chainPem() {
        return PemText.ofCertificates(chain);
    }

    /** The PEM text of the root. */
    public String rootPem() {
        return PemText.ofCertificates(List.of(root));
    }

    /** The PEM text of the private key, as {@link PrivateKeyFormat#TRADITIONAL}. */
    public String privateKeyPem() {
        return privateKeyPem(PrivateKeyFormat.TRADITIONAL);
    }

    /** The PEM text of the private key. */
    public String privateKeyPem(PrivateKeyFormat format) {
        return PemText.ofKey(privateKey, format);
    }

    /**
     * Writes the chain to {@code <name>crt.pem} and the private key to {@code <name>key.pem} in a directory that exists,
     * replacing what is there.
     */
    public CertificateFiles writeTo(Path directory, String name) {
        Path chainFile = directory.resolve(name + "crt.pem");
        Path keyFile = directory.resolve(name + "key.pem");
        try {
            Files.writeString(chainFile, chainPem());
            Files.deleteIfExists(keyFile);
            if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        keyFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Files.writeString(keyFile, privateKeyPem());
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write the certificate " + name + " into " + directory, failure);
        }
        return new CertificateFiles(chainFile, keyFile);
    }

    @Override
    public String toString() {
        return "TestCertificate[" + certificate().getSubjectX500Principal() + ", issued by "
                + certificate().getIssuerX500Principal() + "]";
    }
}
