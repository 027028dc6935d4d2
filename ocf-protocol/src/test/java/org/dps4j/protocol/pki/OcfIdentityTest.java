package org.dps4j.protocol.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OcfIdentityTest {

    private static final UUID ID = UUID.fromString("0abc1234-aaaa-4bbb-8ccc-0123456789ab");

    @ParameterizedTest
    @CsvSource({
        "1, b80c8fef-a677-5340-85fb-2c162d75df03",
        "auth0|abc, 9765a256-088d-5efb-97a8-a85670eaa1ae",
        "00000000-0000-0000-0000-000000000000, 65171a0a-d3d6-5e08-af78-824e18d8e85f",
        "0abc1234-aaaa-4bbb-8ccc-0123456789ab, 0abc1234-aaaa-4bbb-8ccc-0123456789ab",
        "0ABC1234-AAAA-4BBB-8CCC-0123456789AB, 0abc1234-aaaa-4bbb-8ccc-0123456789ab",
        "urn:uuid:0abc1234-aaaa-4bbb-8ccc-0123456789ab, 0abc1234-aaaa-4bbb-8ccc-0123456789ab",
        "{0abc1234-aaaa-4bbb-8ccc-0123456789ab}, 0abc1234-aaaa-4bbb-8ccc-0123456789ab",
        "0abc1234aaaa4bbb8ccc0123456789ab, 0abc1234-aaaa-4bbb-8ccc-0123456789ab"
    })
    void an_owner_is_told_to_devices_as_this_uuid(String owner, UUID expected) {
        assertThat(OcfIdentity.ownerUuid(owner)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1-1-1-1-1", "{0abc1234-aaaa-4bbb-8ccc-0123456789ab", "0abc1234-aaaa4bbb-8ccc-0123456789ab"})
    void an_owner_that_only_resembles_a_uuid_is_a_name(String owner) {
        assertThat(OcfIdentity.ownerUuid(owner).version()).isEqualTo(5);
        assertThat(OcfIdentity.ownerUuid(owner)).isNotEqualTo(ID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "uuid:0abc1234-aaaa-4bbb-8ccc-0123456789ab",
                "UUID:0abc1234-aaaa-4bbb-8ccc-0123456789ab",
                "uuid:0ABC1234-AAAA-4BBB-8CCC-0123456789AB"
            })
    void a_common_name_names_a_device(String commonName) {
        assertThat(OcfIdentity.idOf(commonName)).contains(ID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "uuid",
                "uuid:",
                ":0abc1234-aaaa-4bbb-8ccc-0123456789ab",
                "0abc1234-aaaa-4bbb-8ccc-0123456789ab",
                "id:0abc1234-aaaa-4bbb-8ccc-0123456789ab",
                "uuid:0abc1234-aaaa-4bbb-8ccc-0123456789ab:",
                "uuid:0abc1234-aaaa-4bbb-8ccc-0123456789ab:x",
                " uuid:0abc1234-aaaa-4bbb-8ccc-0123456789ab",
                "uuid: 0abc1234-aaaa-4bbb-8ccc-0123456789ab",
                "uuid:0abc1234aaaa4bbb8ccc0123456789ab",
                "uuid:1-1-1-1-1"
            })
    void a_common_name_of_another_form_names_no_device(String commonName) {
        assertThat(OcfIdentity.idOf(commonName)).isEmpty();
    }

    @Test
    void the_device_id_is_read_from_a_certificate() throws Exception {
        CertificateIssuer issuer =
                CertificateIssuer.root(EcKeys.generate(EcCurve.P256), "a root", Moments.DECADE, new SecureRandom());
        KeyPair keys = EcKeys.generate(EcCurve.P256);
        X509Certificate identity = issuer.identity(keys.getPublic(), ID, Moments.YEAR);
        X509Certificate server = issuer.server(keys.getPublic(), "a server", List.of(), Moments.YEAR);

        assertThat(OcfIdentity.deviceIdOf(identity)).contains(ID);
        assertThat(OcfIdentity.deviceIdOf(server)).isEmpty();
        assertThat(OcfIdentity.commonNameOf(server)).contains("a server");
    }

    @Test
    void a_manufacturer_is_known_by_the_key_and_not_by_the_certificate() {
        KeyPair keys = EcKeys.generate(EcCurve.P256);

        UUID one = OcfIdentity.manufacturerUuid(keys.getPublic());

        assertThat(one).isEqualTo(OcfIdentity.manufacturerUuid(keys.getPublic()));
        assertThat(one.version()).isEqualTo(5);
        assertThat(one)
                .isNotEqualTo(OcfIdentity.manufacturerUuid(
                        EcKeys.generate(EcCurve.P256).getPublic()));
    }

    /** Made with Python's {@code uuid.uuid5(uuid.NAMESPACE_X500, ...)}. */
    @Test
    void name_based_uuids_agree_with_another_implementation() {
        assertThat(NameUuid.of(UUID.fromString("6ba7b814-9dad-11d1-80b4-00c04fd430c8"), "a name"))
                .isEqualTo(UUID.fromString("a6602942-2e6a-5e5a-b79c-87137bdbed57"));
    }
}
