package org.dps4j.device.security.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class CredentialsTest {

    private static final Deliveries FACTORY = new Deliveries();
    private static final KeyPair KEYS = Deliveries.newKeys();

    private static final class TokenKey implements PrivateKey {
        private static final long serialVersionUID = 1L;

        @Override
        public String getAlgorithm() {
            return "EC";
        }

        @Override
        public String getFormat() {
            throw new AssertionError("nobody asks a token's key for its format");
        }

        @Override
        public byte[] getEncoded() {
            throw new AssertionError("nobody asks a token's key for itself");
        }

        @Override
        public String toString() {
            throw new AssertionError("nobody prints a key");
        }
    }

    private static Credentials.Installed certificate(Credentials before, PrivateKey key) {
        return before.installManufacturerCertificate(FACTORY.manufacturerChain(KEYS.getPublic()), key);
    }

    @Test
    void every_installation_returns_an_id_of_its_own() {
        Credentials.Installed anchors =
                Credentials.NONE.installManufacturerTrustAnchors(List.of(FACTORY.rootCertificate()));
        Credentials.Installed certificate = certificate(anchors.credentials(), KEYS.getPrivate());

        assertThat(anchors.id()).isEqualTo(1);
        assertThat(certificate.id()).isEqualTo(2);
        assertThat(certificate.credentials().find(2)).isPresent();
        assertThat(certificate.credentials().find(3)).isEmpty();
    }

    @Test
    void an_id_is_free_again_once_its_credential_is_removed() {
        Credentials two = certificate(
                        Credentials.NONE
                                .installManufacturerTrustAnchors(List.of(FACTORY.rootCertificate()))
                                .credentials(),
                        KEYS.getPrivate())
                .credentials();

        Credentials one = two.without(1);

        assertThat(one.all()).extracting(DeviceCredential::id).containsExactly(2);
        assertThat(one.installManufacturerTrustAnchors(List.of(FACTORY.rootCertificate()))
                        .id())
                .isEqualTo(1);
        assertThat(one.without(99)).isEqualTo(one);
    }

    @Test
    void a_device_shows_its_service_the_manufacturer_certificate_and_judges_it_by_all_installed_anchors() {
        Deliveries other = new Deliveries();
        Credentials installed = certificate(Credentials.NONE, KEYS.getPrivate()).credentials();
        assertThat(installed.manufacturerIdentity().orElseThrow().trustAnchors())
                .isEmpty();

        Identity identity = installed
                .installManufacturerTrustAnchors(List.of(FACTORY.rootCertificate()))
                .credentials()
                .installManufacturerTrustAnchors(List.of(other.rootCertificate()))
                .credentials()
                .manufacturerIdentity()
                .orElseThrow();

        assertThat(identity.credentialId()).isEqualTo(1);
        assertThat(identity.privateKey()).isEqualTo(KEYS.getPrivate());
        assertThat(identity.trustAnchors()).containsExactly(FACTORY.rootCertificate(), other.rootCertificate());
    }

    @Test
    void without_a_manufacturer_certificate_there_is_nothing_to_show() {
        assertThat(Credentials.NONE
                        .installManufacturerTrustAnchors(List.of(FACTORY.rootCertificate()))
                        .credentials()
                        .manufacturerIdentity())
                .isEmpty();
    }

    @Test
    void a_key_in_a_token_is_never_asked_for_itself() {
        Credentials installed = certificate(Credentials.NONE, new TokenKey()).credentials();

        assertThat(installed.manufacturerIdentity()).isPresent();
        assertThat(installed.withoutInstalled()).isEqualTo(Credentials.NONE);
        assertThat(installed.toString() + installed.manufacturerIdentity()).contains("CN=test device");
    }

    @Test
    void no_id_is_there_twice_and_none_is_below_one() {
        DeviceCredential one = certificate(Credentials.NONE, KEYS.getPrivate())
                .credentials()
                .all()
                .get(0);

        assertThatThrownBy(() -> new Credentials(List.of(one, one))).hasMessageContaining("the id 1");
        assertThatThrownBy(() -> one.withId(0)).hasMessageContaining("1 or more, not 0");
    }
}
