package org.dps4j.dps.checkup;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.dps4j.device.security.credential.Identity;

/**
 * What a device brings from its factory, as far as it could be read. It prints no key.
 *
 * @param chain the manufacturer certificate first; empty if it could not be read
 * @param key empty if it could not be read
 * @param trustAnchors by whom the service is known; empty if they could not be read
 */
public record FactoryMaterial(
        Optional<List<X509Certificate>> chain, Optional<PrivateKey> key, Optional<List<X509Certificate>> trustAnchors) {

    /** Copies the lists; a chain that could be read has a certificate. */
    public FactoryMaterial {
        chain = chain.map(List::copyOf);
        Objects.requireNonNull(key, "key");
        trustAnchors = trustAnchors.map(List::copyOf);
        if (chain.filter(List::isEmpty).isPresent()) {
            throw new IllegalArgumentException("a chain has at least one certificate");
        }
    }

    /** The manufacturer credentials that are installed in a device. */
    public static FactoryMaterial of(Identity identity) {
        return new FactoryMaterial(
                Optional.of(identity.chain()),
                Optional.of(identity.privateKey()),
                Optional.of(identity.trustAnchors()));
    }

    @Override
    public String toString() {
        return "FactoryMaterial["
                + chain.map(its -> its.get(0).getSubjectX500Principal().toString())
                        .orElse("no chain") + "]";
    }
}
