package org.dps4j.protocol.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Any text as PEM: certificates, a private key, or a {@link PemException} of one line that does not quote the text; what
 * was read is written and read again as the same.
 *
 * <p>Input: one byte, even for certificates and odd for a private key, then the text.
 */
public final class PemFuzz {

    private PemFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) throws PemException {
        if (input.length == 0) {
            return;
        }
        String text = new String(input, 1, input.length - 1, StandardCharsets.UTF_8);
        if ((input[0] & 1) == 0) {
            certificates(text);
        } else {
            privateKey(text);
        }
    }

    private static void certificates(String text) throws PemException {
        List<X509Certificate> certificates;
        try {
            certificates = Pem.certificates(text);
        } catch (PemException refused) {
            assertShort(refused);
            return;
        }
        assertThat(certificates).hasSizeBetween(1, Pem.MAX_CERTIFICATES);
        assertThat(Pem.certificates(Pem.encode(certificates))).isEqualTo(certificates);
    }

    private static void privateKey(String text) throws PemException {
        PrivateKey key;
        try {
            key = Pem.privateKey(text);
        } catch (PemException refused) {
            assertShort(refused);
            return;
        }
        assertThat(Pem.privateKey(Pem.encode(key))).isEqualTo(key);
    }

    private static void assertShort(PemException refused) {
        assertThat(refused.getMessage()).hasLineCount(1).hasSizeLessThan(400);
    }
}
