package org.dps4j.demo.pki;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import org.dps4j.protocol.pki.CertificateIssuer;
import org.dps4j.protocol.pki.CertificateValidity;
import org.dps4j.protocol.pki.EcCurve;
import org.dps4j.protocol.pki.EcKeys;
import org.dps4j.protocol.pki.IssuanceException;

/** Gives devices their first certificate, in memory. For one thread. */
public final class Manufacturer {

    private final CertificateIssuer issuer;
    private final List<X509Certificate> serviceAnchors;
    private final CertificateValidity validity;
    private final SecureRandom random;

    /**
     * What a device leaves the factory with.
     *
     * @param chain its certificate first, then that of the manufacturer
     */
    public record Product(List<X509Certificate> chain, PrivateKey key) {

        public Product {
            chain = List.copyOf(chain);
        }

        /** Names the certificate, never the key. */
        @Override
        public String toString() {
            return chain.get(0).getSubjectX500Principal().getName();
        }
    }

    Manufacturer(
            CertificateIssuer issuer,
            List<X509Certificate> serviceAnchors,
            CertificateValidity validity,
            SecureRandom random) {
        this.issuer = issuer;
        this.serviceAnchors = List.copyOf(serviceAnchors);
        this.validity = validity;
        this.random = random;
    }

    /** A new device of this name. */
    public Product make(String name) throws PkiDirectoryException {
        KeyPair keys = EcKeys.generate(EcCurve.P256, random);
        try {
            X509Certificate certificate = issuer.manufacturer(keys.getPublic(), name, validity);
            return new Product(List.of(certificate, issuer.certificate()), keys.getPrivate());
        } catch (IssuanceException e) {
            throw new PkiDirectoryException("cannot issue a certificate: " + e.getMessage(), e);
        }
    }

    /** By which devices judge their provisioning service. */
    public List<X509Certificate> serviceAnchors() {
        return serviceAnchors;
    }
}
