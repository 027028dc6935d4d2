package org.dps4j.protocol.pki;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.UUID;

/**
 * A certificate authority in this process: its chain, its key, and what it may issue. Every certificate gets a random
 * serial of 128 bits, a hash as strong as the issuer's curve, and a validity no longer than that of any CA above it.
 * Thread-safe; make it once and keep it.
 */
public final class CertificateIssuer {

    private CertificateIssuer() {}

    /**
     * An issuer from its chain (its own certificate first) and key; software keys sign with BouncyCastle, keys of hardware
     * with the provider the runtime finds for them.
     */
    public static CertificateIssuer of(CertificateChain chain, PrivateKey key, SecureRandom random)
            throws IssuanceException {
        throw new UnsupportedOperationException();
    }

    /** As {@link #of(CertificateChain, PrivateKey, SecureRandom)}, signing with {@code signatures}. */
    public static CertificateIssuer of(CertificateChain chain, PrivateKey key, SecureRandom random, Provider signatures)
            throws IssuanceException {
        throw new UnsupportedOperationException();
    }

    /** A new root that signed itself. */
    public static CertificateIssuer root(
            KeyPair keys, String commonName, CertificateValidity validity, SecureRandom random)
            throws IssuanceException {
        throw new UnsupportedOperationException();
    }

    /** A new issuer below this one, which may issue end certificates only. */
    public CertificateIssuer intermediate(KeyPair keys, String commonName, CertificateValidity validity)
            throws IssuanceException {
        throw new UnsupportedOperationException();
    }

    /** A TLS server's certificate for {@code hosts}, DNS names or IP addresses. */
    public X509Certificate server(PublicKey key, String commonName, List<String> hosts, CertificateValidity validity)
            throws IssuanceException {
        throw new UnsupportedOperationException();
    }

    /** A manufacturer certificate, with which a device proves itself to a provisioning service. */
    public X509Certificate manufacturer(PublicKey key, String commonName, CertificateValidity validity)
            throws IssuanceException {
        throw new UnsupportedOperationException();
    }

    /** The certificate of a hub's gateway, server and client, {@code CN=uuid:hubId}, for {@code hosts}. */
    public X509Certificate hub(PublicKey key, UUID hubId, List<String> hosts, CertificateValidity validity)
            throws IssuanceException {
        throw new UnsupportedOperationException();
    }

    /** The OCF identity certificate of a device, {@code CN=uuid:deviceId}. Nothing else of a request goes into it. */
    public X509Certificate identity(PublicKey key, UUID deviceId, CertificateValidity validity)
            throws IssuanceException {
        throw new UnsupportedOperationException();
    }

    /** The issuer's own certificate first, up to the root where it is known. */
    public CertificateChain chain() {
        throw new UnsupportedOperationException();
    }

    /** The issuer's own certificate. */
    public X509Certificate certificate() {
        return chain().leaf();
    }
}
