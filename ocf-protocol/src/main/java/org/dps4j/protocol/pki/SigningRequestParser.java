package org.dps4j.protocol.pki;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.CertificationRequest;
import org.bouncycastle.asn1.pkcs.CertificationRequestInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;

/** Reads a signing request from untrusted bytes; whatever is wrong with them ends as a {@link CsrException}. */
final class SigningRequestParser {

    private static final Map<ASN1ObjectIdentifier, String> SIGNATURES = Map.of(
            X9ObjectIdentifiers.ecdsa_with_SHA256, "SHA256withECDSA",
            X9ObjectIdentifiers.ecdsa_with_SHA384, "SHA384withECDSA",
            X9ObjectIdentifiers.ecdsa_with_SHA512, "SHA512withECDSA");

    private SigningRequestParser() {}

    static CertificateSigningRequest parse(byte[] der, Provider signatures) throws CsrException {
        try {
            PKCS10CertificationRequest request = new PKCS10CertificationRequest(der);
            CertificationRequest structure = request.toASN1Structure();
            if (!Arrays.equals(structure.getEncoded(ASN1Encoding.DER), der)) {
                throw new IOException("read otherwise than written: not DER");
            }
            CertificationRequestInfo info = structure.getCertificationRequestInfo();
            ECPublicKey key = publicKey(info);
            verify(structure, key, signatures);
            X500Principal subject = new X500Principal(info.getSubject().getEncoded(ASN1Encoding.DER));
            return new CertificateSigningRequest(der, subject, commonName(subject), key, extensions(request));
        } catch (IOException | RuntimeException e) {
            throw new CsrException("a signing request (PKCS#10)", "content that is none", "make the request again");
        }
    }

    private static ECPublicKey publicKey(CertificationRequestInfo info) throws CsrException, IOException {
        try {
            byte[] spki = info.getSubjectPublicKeyInfo().getEncoded(ASN1Encoding.DER);
            ECPublicKey key = (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(spki));
            if (EcCurve.of(key).isPresent()) {
                return key;
            }
        } catch (GeneralSecurityException e) {
            // The runtime knows more curves than are allowed and fewer than exist: both end below.
        }
        throw new CsrException("a public key on P-256 or P-384", "another one", "make the key on P-256");
    }

    private static void verify(CertificationRequest request, ECPublicKey key, Provider provider)
            throws CsrException, IOException {
        String algorithm = SIGNATURES.get(request.getSignatureAlgorithm().getAlgorithm());
        if (algorithm == null) {
            throw new CsrException(
                    "a signature with ECDSA and SHA-256, SHA-384 or SHA-512",
                    "algorithm " + request.getSignatureAlgorithm().getAlgorithm(),
                    "sign the request with SHA-256");
        }
        boolean verified;
        try {
            Signature signature = Signature.getInstance(algorithm, provider);
            signature.initVerify(key);
            signature.update(request.getCertificationRequestInfo().getEncoded(ASN1Encoding.DER));
            verified = signature.verify(request.getSignature().getOctets());
        } catch (GeneralSecurityException e) {
            verified = false;
        }
        if (!verified) {
            throw new CsrException(
                    "a signature by the key of the request",
                    "one that does not verify",
                    "sign the request with the private key that belongs to it");
        }
    }

    private static String commonName(X500Principal subject) throws CsrException {
        Optional<String> name = DistinguishedName.commonName(subject);
        return name.filter(its -> !its.isEmpty()
                        && its.length() <= CertificateSigningRequest.MAX_COMMON_NAME
                        && its.chars().noneMatch(Character::isISOControl))
                .orElseThrow(() -> new CsrException(
                        "a subject with one common name of 1 to " + CertificateSigningRequest.MAX_COMMON_NAME
                                + " characters",
                        name.isEmpty() ? "none, or several" : "another length, or control characters",
                        "request the subject CN=uuid:<device id>"));
    }

    private static List<String> extensions(PKCS10CertificationRequest request) {
        return Stream.of(request.getAttributes(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest))
                .flatMap(attribute -> Stream.of(attribute.getAttributeValues()))
                .flatMap(value -> Stream.of(Extensions.getInstance(value).getExtensionOIDs()))
                .map(ASN1ObjectIdentifier::getId)
                .toList();
    }
}
