package org.dps4j.testkit.pki;

/**
 * The ways in which a PEM file holds a private key.
 *
 * <pre>{@code
 * String refused = device.privateKeyPem(PrivateKeyFormat.ENCRYPTED_PKCS8);
 * }</pre>
 */
public enum PrivateKeyFormat {
    /** {@code PRIVATE KEY} (RFC 5208), as Java writes keys and openssl 3 by default. */
    PKCS8,
    /** {@code EC PRIVATE KEY} (RFC 5915); {@code RSA PRIVATE KEY} for an RSA key. */
    TRADITIONAL,
    /** {@code EC PARAMETERS} followed by {@code EC PRIVATE KEY}, as {@code openssl ecparam -genkey} writes them. */
    TRADITIONAL_WITH_PARAMETERS,
    /** {@code ENCRYPTED PRIVATE KEY}, with the password {@code "secret"}. */
    ENCRYPTED_PKCS8
}
