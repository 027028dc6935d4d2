package org.dps4j.demo.hold;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import org.dps4j.protocol.pki.EcCurve;
import org.dps4j.protocol.pki.EcKeys;
import org.dps4j.protocol.pki.Pem;
import org.junit.jupiter.api.Test;

/** That a search for secrets finds them is shown by hiding some. */
class NeedlesTest {

    private static final byte[] SECRET = "sixteen bytes !!".getBytes(StandardCharsets.US_ASCII);

    private final Needles needles = new Needles().secret("secret", SECRET);

    @Test
    void a_secret_is_found_as_it_is_in_hex_and_in_base64_wherever_it_begins() {
        assertFound("log: sixteen bytes !!, found");
        assertFound("log: " + HexFormat.of().formatHex(SECRET));
        assertFound("log: " + HexFormat.of().withUpperCase().formatHex(SECRET));
        for (String before : new String[] {"", "a", "bc", "def"}) {
            assertFound("log: "
                    + Base64.getEncoder()
                            .encodeToString((before + "sixteen bytes !!").getBytes(StandardCharsets.US_ASCII)));
        }
        assertThat(needles.foundIn("log: nothing".getBytes(StandardCharsets.US_ASCII)))
                .isEmpty();
    }

    @Test
    void a_private_key_is_found_in_pem_in_der_and_in_decimal() {
        var keys = EcKeys.generate(EcCurve.P256);
        Needles key = new Needles().key("key", keys.getPrivate());
        var scalar = ((java.security.interfaces.ECPrivateKey) keys.getPrivate()).getS();

        assertThat(key.foundIn(Pem.encode(keys.getPrivate()).getBytes(StandardCharsets.US_ASCII)))
                .isPresent();
        assertThat(key.foundIn(keys.getPrivate().getEncoded())).isPresent();
        assertThat(key.foundIn(("s=" + scalar).getBytes(StandardCharsets.US_ASCII)))
                .isPresent();
        assertThat(key.foundIn(
                        Pem.encode(EcKeys.generate(EcCurve.P256).getPrivate()).getBytes(StandardCharsets.US_ASCII)))
                .isEmpty();
    }

    private void assertFound(String text) {
        assertThat(needles.foundIn(text.getBytes(StandardCharsets.US_ASCII)))
                .as(text)
                .isPresent();
    }
}
