package org.dps4j.protocol.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dps4j.protocol.pki.OddCertificate.order;

import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;

class ServerUsageTest {

    @Test
    void a_certificate_that_says_nothing_or_the_right_thing_may_stand_for_a_server() throws Exception {
        assertThat(ServerUsage.refusal(order("CN=old").selfSigned().certificate()))
                .isEmpty();
        assertThat(ServerUsage.refusal(order("CN=server")
                        .usage(KeyUsage.digitalSignature)
                        .with(Extension.extendedKeyUsage, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                        .selfSigned()
                        .certificate()))
                .isEmpty();
        assertThat(ServerUsage.refusal(order("CN=any")
                        .with(Extension.extendedKeyUsage, new ExtendedKeyUsage(KeyPurposeId.anyExtendedKeyUsage))
                        .selfSigned()
                        .certificate()))
                .isEmpty();
    }

    @Test
    void a_certificate_for_something_else_is_refused_with_what_it_lacks() throws Exception {
        assertThat(ServerUsage.refusal(order("CN=device")
                        .with(Extension.extendedKeyUsage, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth))
                        .selfSigned()
                        .certificate()))
                .hasValueSatisfying(why -> assertThat(why)
                        .contains("CN=device", "is not for servers: its extended key usage lacks serverAuth"));
        for (int usage : new int[] {KeyUsage.keyEncipherment, KeyUsage.keyCertSign, KeyUsage.cRLSign}) {
            assertThat(ServerUsage.refusal(
                            order("CN=other").usage(usage).selfSigned().certificate()))
                    .hasValueSatisfying(why -> assertThat(why).endsWith("its key usage lacks digitalSignature"));
        }
    }
}
