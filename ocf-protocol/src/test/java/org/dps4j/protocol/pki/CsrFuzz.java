package org.dps4j.protocol.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.Provider;
import java.util.Arrays;

/**
 * Any text, and any DER in a PEM block, as a signing request: a request within its promises, or a {@link CsrException}.
 *
 * <p>Input: one byte that chooses, then the text or the DER. 0: a text. 1: DER. 2: DER with a provider that takes every
 * signature for good, since none is after a change, and what is read behind it must hold too.
 */
public final class CsrFuzz {

    private static final Provider CREDULOUS = new CredulousProvider();

    private CsrFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) throws CsrException {
        if (input.length == 0) {
            return;
        }
        byte[] rest = Arrays.copyOfRange(input, 1, input.length);
        switch (input[0]) {
            case 0 -> check(new String(rest, StandardCharsets.UTF_8), BouncyCastle.PROVIDER);
            case 1 -> check(PemBlock.write("CERTIFICATE REQUEST", rest), BouncyCastle.PROVIDER);
            case 2 -> check(PemBlock.write("CERTIFICATE REQUEST", rest), CREDULOUS);
            default -> {}
        }
    }

    private static void check(String pem, Provider signatures) throws CsrException {
        CertificateSigningRequest request;
        try {
            request = CertificateSigningRequest.parse(pem, signatures);
        } catch (CsrException refused) {
            assertThat(refused.getMessage()).hasLineCount(1).hasSizeLessThan(400);
            return;
        }
        assertThat(request.commonName()).hasSizeBetween(1, CertificateSigningRequest.MAX_COMMON_NAME);
        assertThat(OcfIdentity.idOf(request.commonName())).isNotNull();
        assertThat(EcCurve.of(request.publicKey())).isPresent();
        assertThat(request.requestedExtensions()).doesNotContainNull();
        CertificateSigningRequest again = CertificateSigningRequest.parse(request.toPem(), signatures);
        assertThat(again.toDer()).isEqualTo(request.toDer());
        assertThat(again.subject()).isEqualTo(request.subject());
    }
}
