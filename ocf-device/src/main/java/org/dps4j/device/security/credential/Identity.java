package org.dps4j.device.security.credential;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;

/**
 * With what a device shows who it is, and by what it judges its peer. It prints no key.
 *
 * @param credentialId the credential that the chain comes from
 * @param chain leaf first
 * @param privateKey the leaf's key, of any provider
 * @param trustAnchors by which the peer's chain is judged; may be empty
 */
public record Identity(
        int credentialId, List<X509Certificate> chain, PrivateKey privateKey, List<X509Certificate> trustAnchors) {

    public Identity {
        chain = List.copyOf(chain);
        Objects.requireNonNull(privateKey, "privateKey");
        trustAnchors = List.copyOf(trustAnchors);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("an identity has at least one certificate");
        }
    }

    @Override
    public String toString() {
        return "Identity[" + credentialId + ", " + chain.get(0).getSubjectX500Principal() + "]";
    }
}
