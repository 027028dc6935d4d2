package org.dps4j.protocol.payload.credential;

import java.util.Arrays;
import java.util.Optional;

/** What a credential is for: the member {@code credusage} (OCF Security, Credential Usage). */
public enum CredentialUsage {
    /** Trust anchor of identity certificates. */
    TRUST_ANCHOR("oic.sec.cred.trustca"),
    /** Identity certificate. */
    IDENTITY_CERTIFICATE("oic.sec.cred.cert"),
    /** Role certificate. */
    ROLE_CERTIFICATE("oic.sec.cred.rolecert"),
    /** Trust anchor of manufacturer certificates. */
    MANUFACTURER_TRUST_ANCHOR("oic.sec.cred.mfgtrustca"),
    /** Manufacturer certificate. */
    MANUFACTURER_CERTIFICATE("oic.sec.cred.mfgcert");

    private final String wireValue;

    CredentialUsage(String wireValue) {
        this.wireValue = wireValue;
    }

    /** The text on the wire. */
    public String wireValue() {
        return wireValue;
    }

    /** The usage with this text, if there is one. */
    public static Optional<CredentialUsage> ofWireValue(String wireValue) {
        return Arrays.stream(values())
                .filter(usage -> usage.wireValue.equals(wireValue))
                .findFirst();
    }
}
