package org.dps4j.protocol.pki;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v1CertificateBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate that no decent authority would issue, with its key. */
record OddCertificate(X509Certificate certificate, KeyPair keys) {

    private static BigInteger serial = BigInteger.ONE;

    /** What an odd certificate is made of; everything has a default. */
    static final class Order {
        private final String subject;
        private final ExtensionsGenerator extensions = new ExtensionsGenerator();
        private KeyPair keys = EcKeys.generate(EcCurve.P256);
        private CertificateValidity validity = Moments.YEAR;
        private String algorithm = "SHA256withECDSA";

        Order(String subject) {
            this.subject = subject;
        }

        Order keys(KeyPair keys) {
            this.keys = keys;
            return this;
        }

        Order validity(CertificateValidity validity) {
            this.validity = validity;
            return this;
        }

        Order signedWith(String algorithm) {
            this.algorithm = algorithm;
            return this;
        }

        Order authority() throws Exception {
            return with(Extension.basicConstraints, new BasicConstraints(true));
        }

        Order authority(int pathLength) throws Exception {
            return with(Extension.basicConstraints, new BasicConstraints(pathLength));
        }

        Order usage(int usage) throws Exception {
            return with(Extension.keyUsage, new KeyUsage(usage));
        }

        Order with(ASN1ObjectIdentifier oid, ASN1Encodable value) throws Exception {
            extensions.addExtension(oid, true, value);
            return this;
        }

        OddCertificate selfSigned() throws Exception {
            return sign(subject, keys);
        }

        OddCertificate below(OddCertificate issuer) throws Exception {
            return sign(issuer.certificate.getSubjectX500Principal().getName(), issuer.keys);
        }

        private OddCertificate sign(String issuer, KeyPair signer) throws Exception {
            serial = serial.add(BigInteger.ONE);
            X500Name from = new X500Name(issuer);
            X500Name to = new X500Name(subject);
            Date begin = Date.from(validity.notBefore());
            Date end = Date.from(validity.notAfter());
            SubjectPublicKeyInfo key =
                    SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded());
            var signing = new JcaContentSignerBuilder(algorithm);
            if (algorithm.endsWith("MGF1")) {
                signing.setProvider(new BouncyCastleProvider());
            }
            var signature = signing.build(signer.getPrivate());
            X509CertificateHolder made;
            if (extensions.isEmpty()) {
                made = new X509v1CertificateBuilder(from, serial, begin, end, to, key).build(signature);
            } else {
                var builder = new X509v3CertificateBuilder(from, serial, begin, end, to, key);
                for (ASN1ObjectIdentifier oid : extensions.generate().getExtensionOIDs()) {
                    builder.addExtension(extensions.generate().getExtension(oid));
                }
                made = builder.build(signature);
            }
            return new OddCertificate(Certificates.parse(made.getEncoded()), keys);
        }
    }

    static Order order(String subject) {
        return new Order(subject);
    }
}
