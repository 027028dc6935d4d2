package org.dps4j.protocol.pki;

import java.io.IOException;
import java.security.PublicKey;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;

/** The extensions of each kind of certificate the issuer makes, the authority key identifier aside. */
final class CertificateProfile {

    private static final int CA_USAGE = KeyUsage.keyCertSign | KeyUsage.cRLSign;

    private CertificateProfile() {}

    static ExtensionsGenerator root(PublicKey key) throws IOException {
        return authority(key, new BasicConstraints(true));
    }

    static ExtensionsGenerator intermediate(PublicKey key) throws IOException {
        return authority(key, new BasicConstraints(0));
    }

    static ExtensionsGenerator server(List<String> hosts) throws IOException {
        return withHosts(end(KeyUsage.digitalSignature, KeyPurpose.SERVER_AUTH), hosts);
    }

    static ExtensionsGenerator manufacturer() throws IOException {
        return end(KeyUsage.digitalSignature, KeyPurpose.CLIENT_AUTH);
    }

    static ExtensionsGenerator hub(List<String> hosts) throws IOException {
        return withHosts(
                end(KeyUsage.digitalSignature | KeyUsage.keyAgreement, KeyPurpose.SERVER_AUTH, KeyPurpose.CLIENT_AUTH),
                hosts);
    }

    /** What one OCF device accepts of another: these two key usages and no other, and these three purposes. */
    static ExtensionsGenerator identity() throws IOException {
        return end(
                KeyUsage.digitalSignature | KeyUsage.keyAgreement,
                KeyPurpose.SERVER_AUTH,
                KeyPurpose.CLIENT_AUTH,
                KeyPurpose.OCF_IDENTITY);
    }

    private static ExtensionsGenerator authority(PublicKey key, BasicConstraints constraints) throws IOException {
        ExtensionsGenerator extensions = new ExtensionsGenerator();
        extensions.addExtension(Extension.basicConstraints, true, constraints);
        extensions.addExtension(Extension.keyUsage, true, new KeyUsage(CA_USAGE));
        extensions.addExtension(Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(KeyIdentifier.of(key)));
        return extensions;
    }

    private static ExtensionsGenerator end(int usage, KeyPurpose... purposes) throws IOException {
        ExtensionsGenerator extensions = new ExtensionsGenerator();
        extensions.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
        extensions.addExtension(
                Extension.extendedKeyUsage,
                false,
                new ExtendedKeyUsage(List.of(purposes).stream()
                        .map(purpose -> KeyPurposeId.getInstance(new ASN1ObjectIdentifier(purpose.oid())))
                        .toArray(KeyPurposeId[]::new)));
        return extensions;
    }

    private static ExtensionsGenerator withHosts(ExtensionsGenerator extensions, List<String> hosts)
            throws IOException {
        if (!hosts.isEmpty()) {
            GeneralName[] names = hosts.stream()
                    .map(host -> new GeneralName(
                            ServerName.isAddress(host) ? GeneralName.iPAddress : GeneralName.dNSName, host))
                    .toArray(GeneralName[]::new);
            extensions.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
        }
        return extensions;
    }
}
