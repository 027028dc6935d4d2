package org.dps4j.device.security.credential;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.dps4j.device.security.DeviceKey;
import org.dps4j.protocol.payload.credential.CredentialUsage;
import org.dps4j.protocol.payload.credential.Subject;
import org.dps4j.protocol.pki.TrustAnchors;

/**
 * The device's credentials, {@code /oic/sec/cred} (OCF Security 13.4).
 *
 * <p>The manufacturer's certificate and trust anchors are the application's: it installs them at each start, under no
 * tag, and no store ever sees them, so that their key may live in a token. All others come from provisioning.
 *
 * @param all in the order in which they were added; no id twice
 */
public record Credentials(List<DeviceCredential> all) {

    /** No credential at all. */
    public static final Credentials NONE = new Credentials(List.of());

    static final int MOST = 256;

    /** Credentials after an installation, and the id that the new one has. */
    public record Installed(Credentials credentials, int id) {}

    public Credentials {
        all = List.copyOf(all);
        if (all.size() > MOST) {
            throw new IllegalArgumentException("a device has at most " + MOST + " credentials, not " + all.size());
        }
        Set<Integer> ids = new HashSet<>();
        for (DeviceCredential credential : all) {
            if (!ids.add(credential.id())) {
                throw new IllegalArgumentException("two credentials have the id " + credential.id());
            }
        }
    }

    static void requireId(int id) {
        if (id < 1) {
            throw new IllegalArgumentException("a credential's id is 1 or more, not " + id);
        }
    }

    /**
     * Adds the certificate by which the manufacturer vouches for this device; {@code key} may come from a token. Whether
     * the two belong together is not tried here, for a token may be slow: {@code KeyMatch} tells, and the checkup.
     */
    public Installed installManufacturerCertificate(List<X509Certificate> chain, PrivateKey key) {
        return install(CredentialUsage.MANUFACTURER_CERTIFICATE, chain, Optional.of(key));
    }

    /** Adds certificates by which the device judges a provisioning service. */
    public Installed installManufacturerTrustAnchors(List<X509Certificate> anchors) {
        return install(CredentialUsage.MANUFACTURER_TRUST_ANCHOR, anchors, Optional.empty());
    }

    private Installed install(CredentialUsage usage, List<X509Certificate> certificates, Optional<PrivateKey> key) {
        CertificateCredential added = new CertificateCredential(
                nextId(), new Subject.Anyone(), usage, certificates, key, Optional.empty(), Optional.empty());
        return new Installed(with(added), added.id());
    }

    /** The credential with this id. */
    public Optional<DeviceCredential> find(int id) {
        return all.stream().filter(credential -> credential.id() == id).findFirst();
    }

    /** All but the credential with this id. */
    public Credentials without(int id) {
        return keep(credential -> credential.id() != id);
    }

    /** All but the credentials with these ids. */
    public Credentials without(Collection<Integer> ids) {
        return keep(credential -> !ids.contains(credential.id()));
    }

    /** What a store keeps: all but what the application installs. */
    public Credentials withoutInstalled() {
        return keep(credential -> !credential.isInstalled());
    }

    /** What a new owner leaves: only what the application installed. */
    public Credentials onlyInstalled() {
        return keep(DeviceCredential::isInstalled);
    }

    /**
     * With what the device shows itself to a provisioning service: the first installed manufacturer certificate, judging
     * the service by the installed anchors.
     */
    public Optional<Identity> manufacturerIdentity() {
        return certificates(CredentialUsage.MANUFACTURER_CERTIFICATE)
                .filter(CertificateCredential::isInstalled)
                .filter(credential -> credential.privateKey().isPresent())
                .findFirst()
                .map(credential -> new Identity(
                        credential.id(),
                        credential.certificates(),
                        credential.privateKey().orElseThrow(),
                        certificates(CredentialUsage.MANUFACTURER_TRUST_ANCHOR)
                                .filter(CertificateCredential::isInstalled)
                                .flatMap(anchor -> anchor.certificates().stream())
                                .toList()));
    }

    /**
     * With what the device shows itself to its cloud: the first provisioned identity certificate, judging the cloud by
     * the provisioned anchors.
     *
     * @param own the device's key, which is the certificate's unless it came with one of its own
     */
    public Optional<Identity> identity(DeviceKey own) {
        return certificates(CredentialUsage.IDENTITY_CERTIFICATE)
                .filter(CertificateCredential::isProvisioned)
                .findFirst()
                .map(credential -> new Identity(
                        credential.id(),
                        credential.certificates(),
                        credential.privateKey().orElse(own.privateKey()),
                        certificates(CredentialUsage.TRUST_ANCHOR)
                                .filter(CertificateCredential::isProvisioned)
                                .flatMap(anchor -> anchor.certificates().stream())
                                .toList()));
    }

    /** The credentials of this usage, whoever put them there, in order. */
    public Stream<CertificateCredential> certificates(CredentialUsage usage) {
        return all.stream()
                .filter(CertificateCredential.class::isInstance)
                .map(CertificateCredential.class::cast)
                .filter(credential -> credential.usage() == usage);
    }

    Credentials with(DeviceCredential added) {
        List<DeviceCredential> longer = new ArrayList<>(all);
        longer.add(added);
        return new Credentials(longer);
    }

    Credentials keep(Predicate<DeviceCredential> kept) {
        return new Credentials(all.stream().filter(kept).toList());
    }

    int nextId() {
        int id = 1;
        while (find(id).isPresent()) {
            id++;
        }
        return id;
    }

    /** The anchors for the certificates of an owner's peers; those of the manufacturer are not among them. */
    public TrustAnchors trustAnchors() {
        return TrustAnchors.of(certificates(CredentialUsage.TRUST_ANCHOR)
                .flatMap(anchor -> anchor.certificates().stream())
                .toList());
    }
}
