package org.dps4j.protocol.payload.acl;

import java.util.Arrays;
import java.util.Optional;

/** How the asking peer is connected: the member {@code conntype} (OCF Security). */
public enum ConnectionType {
    /** Authenticated and encrypted. */
    AUTH_CRYPT("auth-crypt"),
    /** Neither. */
    ANON_CLEAR("anon-clear");

    private final String wireValue;

    ConnectionType(String wireValue) {
        this.wireValue = wireValue;
    }

    /** The text on the wire. */
    public String wireValue() {
        return wireValue;
    }

    /** The connection type with this text, if there is one. */
    public static Optional<ConnectionType> ofWireValue(String wireValue) {
        return Arrays.stream(values())
                .filter(type -> type.wireValue.equals(wireValue))
                .findFirst();
    }
}
