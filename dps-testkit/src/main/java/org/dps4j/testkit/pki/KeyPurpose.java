package org.dps4j.testkit.pki;

/**
 * What a certificate says its key is for: the entries of the extended key usage extension (RFC 5280 section 4.2.1.12 and
 * OCF Security).
 *
 * <pre>{@code
 * TestCertificate both = root.device("dev").purposes(KeyPurpose.CLIENT_AUTH, KeyPurpose.SERVER_AUTH).mint();
 * }</pre>
 */
public enum KeyPurpose {
    /** TLS client. */
    CLIENT_AUTH("1.3.6.1.5.5.7.3.2"),
    /** TLS server. */
    SERVER_AUTH("1.3.6.1.5.5.7.3.1"),
    /** Identity of an OCF device. */
    OCF_IDENTITY("1.3.6.1.4.1.44924.1.6"),
    /** Role of an OCF device. */
    OCF_ROLE("1.3.6.1.4.1.44924.1.7"),
    /** Code signing: right for no certificate of a TLS connection. */
    CODE_SIGNING("1.3.6.1.5.5.7.3.3"),
    /** Any purpose. */
    ANY("2.5.29.37.0");

    private final String oid;

    KeyPurpose(String oid) {
        this.oid = oid;
    }

    /** The object identifier in dotted form, as {@link java.security.cert.X509Certificate#getExtendedKeyUsage()} has it. */
    public String oid() {
        return oid;
    }
}
