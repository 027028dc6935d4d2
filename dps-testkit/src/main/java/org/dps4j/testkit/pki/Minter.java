package org.dps4j.testkit.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Turns a complete order into a signed certificate; an absent issuer makes it sign itself. */
record Minter(
        CertificateKind kind,
        Optional<X509Certificate> issuer,
        String commonName,
        Instant notBefore,
        Instant notAfter,
        Set<KeyPurpose> purposes,
        List<String> names) {

    private static final int SERIAL_BITS = 127;
    private static final SecureRandom RANDOM = new SecureRandom();

    X509Certificate mint(PublicKey publicKey, PrivateKey signingKey) {
        try {
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    issuerName(),
                    new BigInteger(SERIAL_BITS, RANDOM).setBit(0),
                    Date.from(notBefore),
                    Date.from(notAfter),
                    subjectName(),
                    publicKey);
            addExtensions(builder, publicKey);
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(
                            new JcaContentSignerBuilder(KeyKind.signatureAlgorithm(signingKey)).build(signingKey)));
        } catch (GeneralSecurityException | OperatorCreationException | IOException failure) {
            throw new IllegalStateException("cannot mint the certificate of " + commonName, failure);
        }
    }

    private void addExtensions(X509v3CertificateBuilder builder, PublicKey publicKey)
            throws GeneralSecurityException, IOException {
        JcaX509ExtensionUtils keyIds = new JcaX509ExtensionUtils();
        if (kind == CertificateKind.AUTHORITY) {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        }
        builder.addExtension(Extension.keyUsage, true, kind.keyUsage());
        builder.addExtension(Extension.subjectKeyIdentifier, false, keyIds.createSubjectKeyIdentifier(publicKey));
        if (issuer.isPresent()) {
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    keyIds.createAuthorityKeyIdentifier(issuer.get().getPublicKey()));
        }
        if (!purposes.isEmpty()) {
            builder.addExtension(Extension.extendedKeyUsage, false, extendedKeyUsage());
        }
        if (!names.isEmpty()) {
            builder.addExtension(Extension.subjectAlternativeName, false, alternativeNames());
        }
    }

    private X500Name subjectName() {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, commonName)
                .build();
    }

    private X500Name issuerName() throws GeneralSecurityException {
        return issuer.isPresent() ? new JcaX509CertificateHolder(issuer.get()).getSubject() : subjectName();
    }

    private ExtendedKeyUsage extendedKeyUsage() {
        return new ExtendedKeyUsage(purposes.stream()
                .sorted()
                .map(purpose -> KeyPurposeId.getInstance(new ASN1ObjectIdentifier(purpose.oid())))
                .toArray(KeyPurposeId[]::new));
    }

    private GeneralNames alternativeNames() {
        return new GeneralNames(
                names.stream().map(name -> new GeneralName(kindOf(name), name)).toArray(GeneralName[]::new));
    }

    private static int kindOf(String name) {
        if (name.contains("=")) {
            return GeneralName.directoryName;
        }
        return name.contains(":") || name.matches("[0-9.]+") ? GeneralName.iPAddress : GeneralName.dNSName;
    }
}
