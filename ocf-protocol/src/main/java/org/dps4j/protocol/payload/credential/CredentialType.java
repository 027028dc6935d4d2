package org.dps4j.protocol.payload.credential;

import java.util.Arrays;
import java.util.Optional;

/** What kind of credential it is: the member {@code credtype} (OCF Security, Credential Types). */
public enum CredentialType {
    /** A symmetric key shared by two. */
    PSK(1),
    /** A symmetric key shared by a group. */
    GROUP_KEY(2),
    /** An asymmetric signing key without certificate. */
    RAW_KEY(4),
    /** An asymmetric signing key with certificate, or a trust anchor. */
    CERTIFICATE(8),
    /** A PIN or password. */
    PIN(16),
    /** An asymmetric encryption key. */
    ENCRYPTION_KEY(32);

    private final int wireValue;

    CredentialType(int wireValue) {
        this.wireValue = wireValue;
    }

    /** The number on the wire. */
    public int wireValue() {
        return wireValue;
    }

    /** The type with this number, if there is one. */
    public static Optional<CredentialType> ofWireValue(long wireValue) {
        return Arrays.stream(values())
                .filter(type -> type.wireValue == wireValue)
                .findFirst();
    }
}
