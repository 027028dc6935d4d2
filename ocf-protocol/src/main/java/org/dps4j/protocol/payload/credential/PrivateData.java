package org.dps4j.protocol.payload.credential;

import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.dps4j.protocol.Secret;

/**
 * The private part of a credential, in practice a shared key: the member {@code privatedata}.
 *
 * @param encoding how {@code data} is to be read
 * @param data what stands on the wire; empty if only the handle counts
 * @param handle the number of something kept elsewhere
 */
public record PrivateData(Encoding encoding, Secret data, OptionalLong handle) {

    public PrivateData {
        Objects.requireNonNull(encoding, "encoding");
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(handle, "handle");
    }

    /** A shared key as it is. */
    public static PrivateData ofKey(Secret key) {
        return new PrivateData(Encoding.RAW, key, OptionalLong.empty());
    }

    /** The shared key in this data, 16 or 32 bytes; empty if the data holds none. */
    public Optional<Secret> sharedKey() {
        return switch (encoding) {
            case RAW -> keyOfRightSize(data);
            case BASE64 -> decoded().flatMap(PrivateData::keyOfRightSize);
            case PEM, HANDLE -> Optional.empty();
        };
    }

    private Optional<Secret> decoded() {
        try {
            return Optional.of(Secret.ofBytes(Base64.getDecoder().decode(data.revealBytes())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Secret> keyOfRightSize(Secret key) {
        return key.size() == 16 || key.size() == 32 ? Optional.of(key) : Optional.empty();
    }
}
