package org.dps4j.protocol.payload.credential;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.dps4j.protocol.Bytes;

/**
 * The public part of a credential, in practice a certificate chain: the member {@code publicdata}.
 *
 * @param encoding how {@code data} is to be read
 * @param data what stands on the wire; of a text its UTF-8 form
 */
public record PublicData(Encoding encoding, Bytes data) {

    public PublicData {
        Objects.requireNonNull(encoding, "encoding");
        Objects.requireNonNull(data, "data");
    }

    /** Certificates in PEM. */
    public static PublicData ofPem(String pem) {
        return new PublicData(Encoding.PEM, Bytes.copyOf(pem.getBytes(StandardCharsets.UTF_8)));
    }

    /** The data as a text, such as the PEM of a chain. */
    public String text() {
        return new String(data.toArray(), StandardCharsets.UTF_8);
    }
}
