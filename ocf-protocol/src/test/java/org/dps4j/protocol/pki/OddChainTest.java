package org.dps4j.protocol.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dps4j.protocol.pki.OddCertificate.order;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.dps4j.protocol.pki.ChainVerdict.Reason;
import org.dps4j.protocol.pki.ChainVerdict.Trusted;
import org.dps4j.protocol.pki.ChainVerdict.Untrusted;
import org.junit.jupiter.api.Test;

/** Chains that break a rule of RFC 5280, and the unusual ones that do not. */
class OddChainTest {

    @Test
    void a_root_of_old_without_extensions_is_an_anchor() throws Exception {
        OddCertificate root = order("CN=root").selfSigned();

        assertThat(check(order("CN=leaf").below(root), root)).isInstanceOf(Trusted.class);
    }

    @Test
    void a_root_that_is_no_authority_or_may_not_sign_is_no_anchor_for_others() throws Exception {
        OddCertificate usageOnly = order("CN=root").usage(KeyUsage.keyCertSign).selfSigned();
        OddCertificate wrongUsage =
                order("CN=root").authority().usage(KeyUsage.cRLSign).selfSigned();

        assertThat(reason(order("CN=leaf").below(usageOnly), usageOnly)).isEqualTo(Reason.NOT_A_CA);
        assertThat(reason(order("CN=leaf").below(wrongUsage), wrongUsage)).isEqualTo(Reason.NOT_A_CA);
    }

    @Test
    void an_intermediate_that_is_no_authority_or_may_not_sign_issues_nothing() throws Exception {
        OddCertificate root = order("CN=root").authority().selfSigned();
        OddCertificate plain =
                order("CN=middle").usage(KeyUsage.digitalSignature).below(root);
        OddCertificate old = order("CN=middle").below(root);
        OddCertificate wrongUsage =
                order("CN=middle").authority().usage(KeyUsage.cRLSign).below(root);

        for (OddCertificate middle : List.of(plain, old, wrongUsage)) {
            assertThat(reason(order("CN=leaf").below(middle), middle, root)).isEqualTo(Reason.NOT_A_CA);
        }
    }

    @Test
    void an_authority_limits_how_many_may_stand_below_it() throws Exception {
        OddCertificate root = order("CN=root").authority(1).selfSigned();
        OddCertificate first = order("CN=first").authority(0).below(root);
        OddCertificate second = order("CN=second").authority().below(first);
        OddCertificate lax = order("CN=first").authority().below(root);
        OddCertificate below = order("CN=second").authority().below(lax);

        assertThat(check(order("CN=leaf").below(first), first, root)).isInstanceOf(Trusted.class);
        assertThat(reason(order("CN=leaf").below(second), second, first, root)).isEqualTo(Reason.PATH_TOO_LONG);
        assertThat(reason(order("CN=leaf").below(below), below, lax, root)).isEqualTo(Reason.PATH_TOO_LONG);
    }

    @Test
    void an_authority_limits_the_names_below_it() throws Exception {
        NameConstraints only = new NameConstraints(
                new GeneralSubtree[] {new GeneralSubtree(new GeneralName(GeneralName.dNSName, "example.org"))}, null);
        OddCertificate root = order("CN=root")
                .authority()
                .with(Extension.nameConstraints, only)
                .selfSigned();
        OddCertificate free = order("CN=free").authority().selfSigned();
        OddCertificate middle = order("CN=middle")
                .authority()
                .with(Extension.nameConstraints, only)
                .below(free);

        assertThat(check(named("a.example.org").below(root), root)).isInstanceOf(Trusted.class);
        assertThat(reason(named("a.example.com").below(root), root)).isEqualTo(Reason.NAME_MISMATCH);
        assertThat(check(named("a.example.org").below(middle), middle, free)).isInstanceOf(Trusted.class);
        assertThat(reason(named("a.example.com").below(middle), middle, free)).isEqualTo(Reason.NAME_MISMATCH);
        assertThat(reason(named("a.example.org").below(middle), middle)).isEqualTo(Reason.OTHER);
    }

    @Test
    void an_unknown_critical_extension_is_not_trusted() throws Exception {
        OddCertificate root = order("CN=root").authority().selfSigned();
        OddCertificate leaf = order("CN=leaf")
                .with(new ASN1ObjectIdentifier("1.3.6.1.4.1.44924.99"), DERNull.INSTANCE)
                .below(root);

        assertThat(reason(leaf, root)).isEqualTo(Reason.OTHER);
    }

    @Test
    void weak_hashes_and_short_keys_are_not_trusted() throws Exception {
        OddCertificate root = order("CN=root").authority().selfSigned();
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);
        KeyPair shortKeys = generator.generateKeyPair();
        OddCertificate shortRoot = order("CN=root")
                .keys(shortKeys)
                .signedWith("SHA256withRSA")
                .authority()
                .selfSigned();

        assertThat(reason(order("CN=leaf").signedWith("SHA1withECDSA").below(root), root))
                .isEqualTo(Reason.WEAK_ALGORITHM);
        assertThat(reason(order("CN=leaf").signedWith("SHA224withECDSA").below(root), root))
                .isEqualTo(Reason.WEAK_ALGORITHM);
        assertThat(reason(order("CN=leaf").keys(shortKeys).below(root), root)).isEqualTo(Reason.WEAK_ALGORITHM);
        assertThat(reason(order("CN=leaf").signedWith("SHA256withRSA").below(shortRoot), shortRoot))
                .isEqualTo(Reason.WEAK_ALGORITHM);
    }

    @Test
    void the_hash_of_a_pss_signature_counts_too() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        OddCertificate root = order("CN=root")
                .keys(generator.generateKeyPair())
                .signedWith("SHA256withRSAandMGF1")
                .authority()
                .selfSigned();

        assertThat(check(order("CN=leaf").signedWith("SHA256withRSAandMGF1").below(root), root))
                .isInstanceOf(Trusted.class);
        for (String weak : List.of("SHA1withRSAandMGF1", "SHA224withRSAandMGF1")) {
            assertThat(reason(order("CN=leaf").signedWith(weak).below(root), root))
                    .isEqualTo(Reason.WEAK_ALGORITHM);
        }
    }

    @Test
    void keys_of_other_kinds_and_of_a_shape_that_makes_them_slow_are_not_trusted() throws Exception {
        OddCertificate root = order("CN=root").authority().selfSigned();
        KeyPair dsa = KeyPairGenerator.getInstance("DSA").generateKeyPair();
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(
                new RSAKeyGenParameterSpec(2048, BigInteger.ONE.shiftLeft(128).add(BigInteger.ONE)));
        KeyPair slow = generator.generateKeyPair();

        assertThat(reason(order("CN=leaf").keys(dsa).below(root), root)).isEqualTo(Reason.WEAK_ALGORITHM);
        assertThat(reason(order("CN=leaf").keys(slow).below(root), root)).isEqualTo(Reason.WEAK_ALGORITHM);
    }

    @Test
    void how_an_anchor_signed_itself_does_not_matter() throws Exception {
        OddCertificate root =
                order("CN=root").signedWith("SHA1withECDSA").authority().selfSigned();

        assertThat(check(order("CN=leaf").below(root), root)).isInstanceOf(Trusted.class);
    }

    @Test
    void authorities_that_sign_each_other_end_the_search() throws Exception {
        OddCertificate one = order("CN=one").authority().selfSigned();
        OddCertificate other = order("CN=other").authority().below(one);
        OddCertificate circle = order("CN=one").keys(one.keys()).authority().below(other);
        OddCertificate stranger = order("CN=stranger").authority().selfSigned();
        OddCertificate leaf = order("CN=leaf").below(circle);

        assertThat(reason(leaf, circle, other, stranger)).isEqualTo(Reason.UNKNOWN_ISSUER);
        assertThat(CertificateChain.build(leaf.certificate(), List.of(other.certificate(), circle.certificate()))
                        .certificates())
                .containsExactly(leaf.certificate(), circle.certificate(), other.certificate());
    }

    private static OddCertificate.Order named(String host) throws Exception {
        return order("CN=leaf")
                .with(Extension.subjectAlternativeName, new GeneralNames(new GeneralName(GeneralName.dNSName, host)));
    }

    private static Reason reason(OddCertificate... leafFirstAnchorLast) {
        return ((Untrusted) check(leafFirstAnchorLast)).reason();
    }

    private static ChainVerdict check(OddCertificate... leafFirstAnchorLast) {
        List<X509Certificate> all = List.of(leafFirstAnchorLast).stream()
                .map(OddCertificate::certificate)
                .toList();
        return new CertificateChain(all.subList(0, all.size() - 1))
                .check(TrustAnchors.of(all.subList(all.size() - 1, all.size())), Moments.NOW);
    }
}
