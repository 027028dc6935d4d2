package org.dps4j.dps.dhcp;

/**
 * Under which codes a DHCP server encapsulates what it says about the provisioning service. Each is 1 to 254 and no two
 * are the same; 0 pads and 255 ends the options (RFC 2132 8.4).
 *
 * @param endpoint the code of the service's address, a text
 * @param fingerprint the code of the hash of a certificate of the service, its plain bytes
 * @param hashName the code of the name of that hash, {@code SHA256} or {@code SHA384}
 */
public record DhcpOptionCodes(int endpoint, int fingerprint, int hashName) {

    /** Those of plgd: 200, 201 and 202. */
    public static final DhcpOptionCodes DEFAULTS = new DhcpOptionCodes(200, 201, 202);

    private static final int LEAST = 1;
    private static final int MOST = 254;

    /** Checks the codes. */
    public DhcpOptionCodes {
        if (outside(endpoint) || outside(fingerprint) || outside(hashName)) {
            throw new IllegalArgumentException("the code of a DHCP option is " + LEAST + " to " + MOST + ", not "
                    + endpoint + ", " + fingerprint + ", " + hashName);
        }
        if (endpoint == fingerprint || endpoint == hashName || fingerprint == hashName) {
            throw new IllegalArgumentException(
                    "every DHCP option has a code of its own, not " + endpoint + ", " + fingerprint + ", " + hashName);
        }
    }

    private static boolean outside(int code) {
        return code < LEAST || code > MOST;
    }

    /** The same with another code of the address. */
    public DhcpOptionCodes withEndpoint(int code) {
        return new DhcpOptionCodes(code, fingerprint, hashName);
    }

    /** The same with another code of the hash. */
    public DhcpOptionCodes withFingerprint(int code) {
        return new DhcpOptionCodes(endpoint, code, hashName);
    }
}
