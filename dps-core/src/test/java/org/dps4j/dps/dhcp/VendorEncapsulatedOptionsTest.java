package org.dps4j.dps.dhcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.pki.Fingerprint;
import org.dps4j.protocol.pki.HashAlgorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VendorEncapsulatedOptionsTest {

    private static final String ADDRESS = "coaps+tcp://try.plgd.cloud:15684";
    private static final Bytes DIGEST = Bytes.ofHex("a5".repeat(32));

    @Test
    void endpoint_and_fingerprint_are_read_from_68_bytes() throws DhcpOptionsException {
        byte[] told = options(200, ADDRESS, 201, DIGEST);

        assertThat(told).hasSize(68);
        assertThat(parse(told)).isEqualTo(told(Optional.of(ADDRESS), Optional.of(sha256())));
    }

    @Test
    void the_hash_may_be_named() throws DhcpOptionsException {
        Bytes longer = Bytes.ofHex("5a".repeat(48));

        assertThat(parse(options(202, "SHA256", 201, DIGEST)).fingerprint()).contains(sha256());
        assertThat(parse(options(201, longer, 202, "SHA384")).fingerprint())
                .contains(new Fingerprint(HashAlgorithm.SHA384, longer));
        assertThat(parse(options(201, longer)).fingerprint()).contains(new Fingerprint(HashAlgorithm.SHA384, longer));
    }

    @Test
    void an_endpoint_alone_says_that_no_fingerprint_is_known() throws DhcpOptionsException {
        assertThat(parse(options(200, ADDRESS))).isEqualTo(told(Optional.of(ADDRESS), Optional.empty()));
    }

    @Test
    void of_an_option_that_is_there_twice_the_later_one_counts() throws DhcpOptionsException {
        assertThat(parse(options(200, "coaps+tcp://other.test", 200, ADDRESS)).endpoint())
                .contains(DpsEndpoint.of(ADDRESS));
    }

    @Test
    void other_options_and_padding_are_passed_over() throws DhcpOptionsException {
        byte[] others = options(1, "x", 250, Bytes.EMPTY);
        byte[] padded = concat(new byte[] {0, 0}, others, options(200, ADDRESS), new byte[] {0, (byte) 255, 77});

        assertThat(parse(padded).endpoint()).contains(DpsEndpoint.of(ADDRESS));
    }

    @Test
    void zeros_behind_a_text_are_no_part_of_it() throws DhcpOptionsException {
        assertThat(parse(options(200, ADDRESS + "\0\0", 201, DIGEST, 202, "SHA256\0")))
                .isEqualTo(told(Optional.of(ADDRESS), Optional.of(sha256())));
    }

    @Test
    void the_codes_are_configurable() throws DhcpOptionsException {
        DhcpOptionCodes codes = new DhcpOptionCodes(1, 2, 3);

        assertThat(VendorEncapsulatedOptions.parse(Bytes.copyOf(options(1, ADDRESS, 200, "x", 2, DIGEST)), codes))
                .isEqualTo(told(Optional.of(ADDRESS), Optional.of(sha256())));
    }

    @Test
    void options_that_end_too_early_are_refused_wherever_they_end() {
        byte[] whole = options(200, ADDRESS, 201, DIGEST, 202, "SHA256");

        for (int size = 1; size < whole.length; size++) {
            byte[] cut = Arrays.copyOf(whole, size);
            if (size != 2 + ADDRESS.length() && size != 2 + ADDRESS.length() + 2 + DIGEST.size()) {
                assertThatThrownBy(() -> parse(cut)).as(size + " bytes").isInstanceOf(DhcpOptionsException.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHA25A", "MD5", "sha256", "SHA512", "", "\n"})
    void a_hash_of_another_name_is_refused(String name) {
        assertThatThrownBy(() -> parse(options(200, ADDRESS, 201, DIGEST, 202, name)))
                .isInstanceOf(DhcpOptionsException.class)
                .hasMessageContaining("expected SHA256 or SHA384 in option 202")
                .hasMessageNotContaining("\n");
    }

    @Test
    void a_fingerprint_has_the_length_of_its_hash() {
        assertThatThrownBy(() -> parse(options(201, Bytes.ofHex("00".repeat(33)))))
                .hasMessage("expected 32 bytes of SHA256 in option 201, found 33 bytes");
        assertThatThrownBy(() -> parse(options(201, DIGEST, 202, "SHA384"))).hasMessageContaining("48 bytes");
        assertThatThrownBy(() -> parse(options(200, ADDRESS, 202, "SHA256"))).hasMessageContaining("found 0 bytes");
        assertThatThrownBy(() -> parse(options(201, Bytes.EMPTY))).hasMessageContaining("found 0 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no address", "http://try.plgd.cloud", "coaps+tcp://", "coaps+tcp://a\nb", "\u00ff"})
    void what_is_no_address_of_a_service_is_refused(String address) {
        assertThatThrownBy(() -> parse(options(200, address)))
                .isInstanceOf(DhcpOptionsException.class)
                .hasMessageContaining("in option 200")
                .hasMessageNotContaining("\n");
    }

    @Test
    void options_that_say_nothing_about_the_service_are_refused() {
        assertThatThrownBy(() -> parse(options(1, "x")))
                .hasMessage("expected option 200 (endpoint) or 201 (fingerprint), found neither");
        assertThatThrownBy(() -> parse(new byte[0])).isInstanceOf(DhcpOptionsException.class);
        assertThatThrownBy(() -> parse(new byte[513])).hasMessageContaining("at most 512 bytes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new VendorEncapsulatedOptions(Optional.empty(), Optional.empty()));
    }

    @Test
    void any_bytes_are_read_or_refused() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(80)];
            random.nextBytes(bytes);
            if (bytes.length > 2) {
                bytes[0] = (byte) (200 + random.nextInt(3));
                bytes[1] = (byte) random.nextInt(bytes.length);
            }
            try {
                assertThat(parse(bytes)).isNotNull();
            } catch (DhcpOptionsException e) {
                assertThat(e.getMessage()).startsWith("expected ").doesNotContain("\n");
            }
        }
    }

    @Test
    void a_code_is_1_to_254_and_its_own() {
        assertThat(DhcpOptionCodes.DEFAULTS).isEqualTo(new DhcpOptionCodes(200, 201, 202));
        assertThat(DhcpOptionCodes.DEFAULTS.withEndpoint(254).withFingerprint(1))
                .isEqualTo(new DhcpOptionCodes(254, 1, 202));
        assertThatIllegalArgumentException().isThrownBy(() -> DhcpOptionCodes.DEFAULTS.withEndpoint(0));
        assertThatIllegalArgumentException().isThrownBy(() -> DhcpOptionCodes.DEFAULTS.withFingerprint(255));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DhcpOptionCodes.DEFAULTS.withEndpoint(201))
                .withMessageContaining("of its own");
    }

    private static VendorEncapsulatedOptions parse(byte[] bytes) throws DhcpOptionsException {
        return VendorEncapsulatedOptions.parse(Bytes.copyOf(bytes), DhcpOptionCodes.DEFAULTS);
    }

    private static VendorEncapsulatedOptions told(Optional<String> address, Optional<Fingerprint> fingerprint) {
        return new VendorEncapsulatedOptions(address.map(DpsEndpoint::of), fingerprint);
    }

    private static Fingerprint sha256() {
        return new Fingerprint(HashAlgorithm.SHA256, DIGEST);
    }

    /** Codes and values by turns. */
    private static byte[] options(Object... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < parts.length; i += 2) {
            byte[] value = parts[i + 1] instanceof Bytes digest
                    ? digest.toArray()
                    : ((String) parts[i + 1]).getBytes(StandardCharsets.ISO_8859_1);
            bytes.write((Integer) parts[i]);
            bytes.write(value.length);
            bytes.writeBytes(value);
        }
        return bytes.toByteArray();
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }
}
