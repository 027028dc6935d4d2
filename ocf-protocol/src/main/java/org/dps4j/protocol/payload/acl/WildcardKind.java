package org.dps4j.protocol.payload.acl;

import java.util.Arrays;
import java.util.Optional;

/** A set of resources without their names: the member {@code wc} (OCF Security, wildcards in an ACE). */
public enum WildcardKind {
    /** Every resource that is not for configuration. */
    ALL("*"),
    /** Those of them that are discoverable and offer a secure endpoint. */
    SECURE("+"),
    /** Those of them that are discoverable and offer an endpoint without security. */
    PUBLIC("-");

    private final String wireValue;

    WildcardKind(String wireValue) {
        this.wireValue = wireValue;
    }

    /** The text on the wire. */
    public String wireValue() {
        return wireValue;
    }

    /** The kind with this text, if there is one. */
    public static Optional<WildcardKind> ofWireValue(String wireValue) {
        return Arrays.stream(values())
                .filter(kind -> kind.wireValue.equals(wireValue))
                .findFirst();
    }
}
