package org.dps4j.service.authority;

import java.security.cert.X509Certificate;
import java.util.Objects;

/**
 * An identity certificate with everything a device needs of it.
 *
 * @param certificate the device's
 * @param chainPem the device's certificate and those above it, the root left out
 * @param rootPem the root
 */
public record IssuedIdentity(X509Certificate certificate, String chainPem, String rootPem) {

    public IssuedIdentity {
        Objects.requireNonNull(certificate);
        Objects.requireNonNull(chainPem);
        Objects.requireNonNull(rootPem);
    }
}
