package org.dps4j.protocol.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import org.dps4j.protocol.pki.ChainVerdict.Reason;
import org.dps4j.protocol.pki.ChainVerdict.Trusted;
import org.dps4j.protocol.pki.ChainVerdict.Untrusted;
import org.dps4j.testkit.pki.KeyKind;
import org.dps4j.testkit.pki.TestAuthority;
import org.dps4j.testkit.pki.TestCertificate;
import org.dps4j.testkit.pki.TestPki;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the certificates of the test kit, an issuer that shares no code with ours. */
class CertificateChainTest {

    private static TestAuthority root;
    private static TestAuthority intermediate;
    private static TestCertificate device;

    @BeforeAll
    static void mint() {
        root = TestPki.root("a root").mint();
        intermediate = root.intermediate("a factory").mint();
        device = intermediate.device("a device").mint();
    }

    @Test
    void a_device_below_an_intermediate_is_trusted_along_its_path() {
        ChainVerdict verdict =
                chain(device.certificate(), intermediate.certificate()).check(anchors(root.certificate()), Moments.NOW);

        assertThat(verdict)
                .isEqualTo(new Trusted(List.of(device.certificate(), intermediate.certificate(), root.certificate())));
        assertThat(((Trusted) verdict).leaf()).isEqualTo(device.certificate());
        assertThat(((Trusted) verdict).anchor()).isEqualTo(root.certificate());
    }

    @ParameterizedTest
    @EnumSource
    void every_kind_of_key_is_checked(KeyKind kind) {
        TestAuthority own = TestPki.root("own").key(kind).mint();
        TestCertificate leaf = own.device("leaf").key(kind).mint();

        assertThat(chain(leaf.certificate()).check(anchors(own.certificate()), Moments.NOW))
                .isInstanceOf(Trusted.class);
    }

    @Test
    void order_and_strangers_behind_the_leaf_do_not_matter() {
        TestAuthority stranger = TestPki.root("a stranger").mint();
        CertificateChain chain = chain(
                device.certificate(),
                stranger.certificate(),
                root.certificate(),
                intermediate.certificate(),
                intermediate.certificate());

        assertThat(chain.check(anchors(stranger.certificate(), root.certificate()), Moments.NOW))
                .isInstanceOfSatisfying(
                        Trusted.class,
                        trusted -> assertThat(trusted.path())
                                .containsExactly(device.certificate(), intermediate.certificate(), root.certificate()));
        assertThat(chain.links()).isFalse();
        assertThat(CertificateChain.build(chain.leaf(), chain.certificates()).certificates())
                .containsExactly(device.certificate(), intermediate.certificate(), root.certificate());
    }

    @Test
    void an_intermediate_and_even_the_leaf_may_be_the_anchor() {
        TestCertificate self = TestPki.selfSigned("alone").mint();

        assertThat(chain(device.certificate(), intermediate.certificate())
                        .check(anchors(intermediate.certificate()), Moments.NOW))
                .isEqualTo(new Trusted(List.of(device.certificate(), intermediate.certificate())));
        assertThat(chain(self.certificate()).check(anchors(self.certificate()), Moments.NOW))
                .isEqualTo(new Trusted(List.of(self.certificate())));
    }

    @Test
    void what_no_anchor_signed_has_an_unknown_issuer() {
        TestAuthority stranger = TestPki.root("a stranger").mint();
        TestCertificate self = TestPki.selfSigned("alone").mint();

        assertThat(reason(chain(device.certificate(), intermediate.certificate()), stranger.certificate()))
                .isEqualTo(Reason.UNKNOWN_ISSUER);
        assertThat(reason(chain(device.certificate()), root.certificate())).isEqualTo(Reason.UNKNOWN_ISSUER);
        assertThat(reason(chain(device.certificate(), intermediate.certificate(), root.certificate())))
                .isEqualTo(Reason.UNKNOWN_ISSUER);
        assertThat(reason(chain(self.certificate()), root.certificate())).isEqualTo(Reason.UNKNOWN_ISSUER);
    }

    @Test
    void a_root_in_the_chain_is_no_anchor() {
        TestAuthority foreign = TestPki.root("foreign").mint();
        TestCertificate leaf = foreign.device("leaf").mint();

        assertThat(reason(chain(leaf.certificate(), foreign.certificate()), root.certificate()))
                .isEqualTo(Reason.UNKNOWN_ISSUER);
    }

    @Test
    void a_foreign_authority_of_the_same_name_has_not_signed_it() {
        TestAuthority namesake = TestPki.root("a root").mint();
        TestCertificate leaf = namesake.device("leaf").mint();

        assertThat(reason(chain(leaf.certificate()), root.certificate())).isEqualTo(Reason.BAD_SIGNATURE);
        assertThat(reason(chain(leaf.certificate(), namesake.certificate()), root.certificate()))
                .isEqualTo(Reason.BAD_SIGNATURE);
        assertThat(chain(leaf.certificate(), root.certificate())
                        .check(anchors(root.certificate(), namesake.certificate()), Moments.NOW))
                .isInstanceOf(Trusted.class);
    }

    @Test
    void a_changed_signature_is_found() throws Exception {
        byte[] der = device.certificate().getEncoded();
        der[der.length - 1] ^= 0x01;
        X509Certificate changed = Certificates.parse(der);

        assertThat(reason(chain(changed, intermediate.certificate()), root.certificate()))
                .isEqualTo(Reason.BAD_SIGNATURE);
        assertThat(chain(changed, intermediate.certificate()).links()).isFalse();
    }

    @Test
    void expired_and_not_yet_valid_are_told_apart_on_every_level() {
        TestAuthority oldRoot = TestPki.root("old root").expired().mint();
        TestAuthority newRoot = TestPki.root("new root").notYetValid().mint();
        TestAuthority oldFactory = root.intermediate("old factory").expired().mint();

        assertThat(reason(chain(root.device("d").expired().mint().certificate()), root.certificate()))
                .isEqualTo(Reason.EXPIRED);
        assertThat(reason(chain(root.device("d").notYetValid().mint().certificate()), root.certificate()))
                .isEqualTo(Reason.NOT_YET_VALID);
        assertThat(reason(
                        chain(oldFactory.device("d").mint().certificate(), oldFactory.certificate()),
                        root.certificate()))
                .isEqualTo(Reason.EXPIRED);
        assertThat(reason(chain(oldRoot.device("d").mint().certificate()), oldRoot.certificate()))
                .isEqualTo(Reason.EXPIRED);
        assertThat(reason(chain(newRoot.device("d").mint().certificate()), newRoot.certificate()))
                .isEqualTo(Reason.NOT_YET_VALID);
    }

    @Test
    void an_expired_leaf_is_trusted_at_the_midpoint_of_its_life_if_its_authorities_were_valid_then() {
        CertificateValidity past = Moments.PAST;
        X509Certificate leaf = root.device("d")
                .validity(past.notBefore(), past.notAfter())
                .mint()
                .certificate();
        TestAuthority young = TestPki.root("young")
                .validity(past.notAfter(), TestPki.VALID_UNTIL)
                .mint();
        X509Certificate older = young.device("d")
                .validity(past.notBefore(), past.notAfter())
                .mint()
                .certificate();

        assertThat(chain(leaf)
                        .check(
                                anchors(root.certificate()),
                                CertificateValidity.of(leaf).midpoint()))
                .isInstanceOf(Trusted.class);
        assertThat(chain(older)
                        .check(
                                anchors(young.certificate()),
                                CertificateValidity.of(older).midpoint()))
                .isInstanceOfSatisfying(
                        Untrusted.class,
                        untrusted -> assertThat(untrusted.reason()).isEqualTo(Reason.NOT_YET_VALID));
    }

    @Test
    void whatever_the_time_dates_do_not_count_but_all_else_does() {
        X509Certificate expired = root.device("d").expired().mint().certificate();
        X509Certificate future = root.device("d").notYetValid().mint().certificate();
        TestAuthority stranger = TestPki.root("a stranger").mint();

        assertThat(chain(expired).checkWhateverTheTime(anchors(root.certificate())))
                .isInstanceOf(Trusted.class);
        assertThat(chain(future).checkWhateverTheTime(anchors(root.certificate())))
                .isInstanceOf(Trusted.class);
        assertThat(chain(expired).checkWhateverTheTime(anchors(stranger.certificate())))
                .isInstanceOf(Untrusted.class);
    }

    @Test
    void the_detail_names_the_certificate_at_fault() {
        X509Certificate expired = root.device("an old device").expired().mint().certificate();

        assertThat(chain(expired).check(anchors(root.certificate()), Moments.NOW))
                .isInstanceOfSatisfying(
                        Untrusted.class,
                        untrusted -> assertThat(untrusted.detail())
                                .contains("an old device")
                                .contains(expired.getSerialNumber().toString(16)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"dps.example.org", "DPS.example.ORG", "a.wild.example.org", "127.0.0.1", "::1", "0:0:0:0:0:0:0:1"
            })
    void a_server_is_trusted_for_its_names(String host) {
        assertThat(server().checkServer(anchors(root.certificate()), Moments.NOW, host))
                .isInstanceOf(Trusted.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"example.org", "a.b.wild.example.org", "wild.example.org", "127.0.0.2", "::2", "server", ""})
    void a_server_is_not_trusted_for_other_names(String host) {
        assertThat(server().checkServer(anchors(root.certificate()), Moments.NOW, host))
                .isInstanceOfSatisfying(
                        Untrusted.class,
                        untrusted -> assertThat(untrusted.reason()).isEqualTo(Reason.NAME_MISMATCH));
        assertThat(chain(device.certificate(), intermediate.certificate())
                        .checkServer(anchors(root.certificate()), Moments.NOW, "a device"))
                .isInstanceOf(Untrusted.class);
    }

    @Test
    void an_untrusted_chain_that_links_says_so_and_one_that_does_not_says_so_too() {
        TestAuthority namesake = TestPki.root("a root").mint();

        assertThat(chain(device.certificate()).links()).isTrue();
        assertThat(chain(device.certificate(), intermediate.certificate(), root.certificate())
                        .links())
                .isTrue();
        assertThat(chain(device.certificate(), root.certificate()).links()).isFalse();
        assertThat(chain(device.certificate(), intermediate.certificate(), namesake.certificate())
                        .links())
                .isFalse();
    }

    @Test
    void a_chain_has_one_to_sixteen_certificates() {
        assertThatThrownBy(() -> new CertificateChain(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CertificateChain(Collections.nCopies(17, root.certificate())))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(reason(new CertificateChain(Collections.nCopies(16, root.certificate()))))
                .isEqualTo(Reason.UNKNOWN_ISSUER);
    }

    private static CertificateChain server() {
        return chain(root.server("dps.example.org", "*.wild.example.org", "127.0.0.1", "::1")
                .mint()
                .certificate());
    }

    private static Reason reason(CertificateChain chain, X509Certificate... anchors) {
        return ((Untrusted) chain.check(anchors(anchors), Moments.NOW)).reason();
    }

    private static CertificateChain chain(X509Certificate... certificates) {
        return new CertificateChain(List.of(certificates));
    }

    private static TrustAnchors anchors(X509Certificate... certificates) {
        return TrustAnchors.of(List.of(certificates));
    }
}
