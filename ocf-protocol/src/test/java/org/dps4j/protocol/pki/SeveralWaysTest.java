package org.dps4j.protocol.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dps4j.protocol.pki.OddCertificate.order;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.dps4j.protocol.pki.ChainVerdict.Reason;
import org.dps4j.protocol.pki.ChainVerdict.Trusted;
import org.dps4j.protocol.pki.ChainVerdict.Untrusted;
import org.junit.jupiter.api.Test;

/** Chains that lead upwards in more than one way: one that can be trusted is enough, and their number has a limit. */
class SeveralWaysTest {

    private static final CertificateValidity PAST =
            new CertificateValidity(Moments.NOW.minus(Duration.ofDays(700)), Moments.NOW.minus(Duration.ofDays(300)));

    @Test
    void an_anchor_that_was_renewed_under_its_name_and_key_is_known_by_the_one_that_is_valid() throws Exception {
        OddCertificate old = order("CN=root").authority().validity(PAST).selfSigned();
        OddCertificate renewed = order("CN=root").keys(old.keys()).authority().selfSigned();
        OddCertificate leaf = order("CN=leaf").below(renewed);

        for (List<OddCertificate> anchors : List.of(List.of(old, renewed), List.of(renewed, old))) {
            TrustAnchors both = TrustAnchors.of(certificates(anchors));
            CertificateChain chain = new CertificateChain(certificates(List.of(leaf)));

            assertThat(chain.check(both, Moments.NOW)).isInstanceOf(Trusted.class);
            assertThat(chain.checkWhateverTheTime(both)).isInstanceOf(Trusted.class);
        }
        assertThat(((Untrusted) new CertificateChain(certificates(List.of(leaf)))
                                .check(TrustAnchors.of(certificates(List.of(old))), Moments.NOW))
                        .reason())
                .isEqualTo(Reason.EXPIRED);
    }

    @Test
    void of_two_certificates_of_one_authority_the_one_that_leads_on_is_taken() throws Exception {
        OddCertificate root = order("CN=root").authority().selfSigned();
        OddCertificate stranger = order("CN=stranger").authority().selfSigned();
        OddCertificate ours = order("CN=middle").authority().below(root);
        OddCertificate theirs = order("CN=middle").keys(ours.keys()).authority().below(stranger);
        OddCertificate leaf = order("CN=leaf").below(ours);

        for (List<OddCertificate> sent : List.of(List.of(leaf, ours, theirs), List.of(leaf, theirs, ours))) {
            assertThat(new CertificateChain(certificates(sent))
                            .check(TrustAnchors.of(certificates(List.of(root))), Moments.NOW))
                    .isInstanceOf(Trusted.class);
        }
    }

    @Test
    void a_chain_made_to_have_thousands_of_ways_is_judged_along_a_few_of_them() throws Exception {
        OddCertificate root = order("CN=root").authority().selfSigned();
        OddCertificate one = order("CN=one").authority().selfSigned();
        OddCertificate other = order("CN=other").authority().selfSigned();
        List<X509Certificate> sent = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            sent.add(order("CN=one").keys(one.keys()).authority().below(other).certificate());
            sent.add(order("CN=other").keys(other.keys()).authority().below(one).certificate());
        }
        Collections.shuffle(sent, new Random(1));
        sent.add(0, order("CN=leaf").below(one).certificate());
        int[] judged = {0};

        ChainVerdict alone =
                new CertificateChain(sent).check(TrustAnchors.of(List.of(root.certificate())), Moments.NOW);
        ChainVerdict among =
                AnchorSearch.judge(new CertificateChain(sent), TrustAnchors.of(sent.subList(1, sent.size())), path -> {
                    judged[0]++;
                    return new Untrusted(Reason.OTHER, "not today");
                });

        assertThat(((Untrusted) alone).reason()).isEqualTo(Reason.UNKNOWN_ISSUER);
        assertThat(((Untrusted) among).reason()).isEqualTo(Reason.OTHER);
        assertThat(judged[0]).isEqualTo(4);
    }

    private static List<X509Certificate> certificates(List<OddCertificate> of) {
        return of.stream().map(OddCertificate::certificate).toList();
    }
}
