package org.dps4j.demo.pki;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.dps4j.demo.files.OwnerOnly;
import org.dps4j.demo.pki.PkiLayout.DeviceFiles;
import org.dps4j.demo.pki.PkiLayout.GatewayFiles;
import org.dps4j.protocol.pki.CertificateChain;
import org.dps4j.protocol.pki.CertificateIssuer;
import org.dps4j.protocol.pki.CertificateValidity;
import org.dps4j.protocol.pki.EcCurve;
import org.dps4j.protocol.pki.EcKeys;
import org.dps4j.protocol.pki.IssuanceException;
import org.dps4j.protocol.pki.Pem;
import org.dps4j.protocol.pki.PkiException;

/**
 * Makes the certificates of a demo: a manufacturer with a device, a service for it, the authority of the identity
 * certificates and a cloud that belongs to it. The keys of the three roots sign once and are never written. Blocks on files; for one thread.
 */
public final class DemoPki {

    /** What happens to a PKI that is already there. */
    public enum Existing {
        /** It stays, and nothing is made. */
        KEEP,
        /** It is replaced as a whole; devices of the old manufacturer will be refused. */
        REPLACE
    }

    /** The id of the cloud, by which devices know its gateway. */
    public static final UUID HUB = UUID.fromString("2d5b1c8e-6f0a-4c3e-9a57-d1f5c0a4b001");

    private static final Pattern DEVICE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final List<String> HOSTS = List.of("localhost", "127.0.0.1", "::1");
    private static final Duration BACKDATE = Duration.ofHours(1);
    private static final Duration AUTHORITY_LIFE = Duration.ofDays(365 * 20);
    private static final Duration LEAF_LIFE = Duration.ofDays(365 * 10);

    private final PkiLayout layout;
    private final SecureRandom random;
    private final Instant notBefore;

    /** A PKI at {@code layout}, valid from a little before {@code now}. */
    public DemoPki(PkiLayout layout, Instant now, SecureRandom random) {
        this.layout = layout;
        this.random = random;
        this.notBefore = now.minus(BACKDATE);
    }

    /**
     * Makes the whole directory, all or nothing: until the last file is written, nothing is seen of it.
     *
     * @throws PkiDirectoryException when it is there already and {@code existing} says to keep it, or when it cannot be written
     */
    public void create(Existing existing) throws PkiDirectoryException {
        Path root = layout.root();
        if (existing == Existing.KEEP && Files.exists(root)) {
            throw new PkiDirectoryException(root + " is already there; use it as it is, or replace all of it with"
                    + " ./demo pki --overwrite (devices made before are refused afterwards)");
        }
        Path fresh = root.resolveSibling(root.getFileName() + ".new");
        Path old = root.resolveSibling(root.getFileName() + ".old");
        try {
            OwnerOnly.delete(fresh);
            write(new PkiLayout(fresh));
            OwnerOnly.delete(old);
            if (Files.exists(root)) {
                Files.move(root, old, StandardCopyOption.ATOMIC_MOVE);
            }
            Files.move(fresh, root, StandardCopyOption.ATOMIC_MOVE);
            OwnerOnly.delete(old);
        } catch (IOException e) {
            throw new PkiDirectoryException("cannot write " + root + " (" + e + "); make its parent writable", e);
        } catch (IssuanceException e) {
            throw new PkiDirectoryException("cannot issue a certificate: " + e.getMessage(), e);
        }
    }

    /**
     * Makes one more device under the same manufacturer.
     *
     * @return the home of the device: a directory with a {@code pki_certs} of its own
     */
    public Path addDevice(String name) throws PkiDirectoryException {
        check(name);
        Path home = layout.deviceHome(name);
        if (Files.exists(home)) {
            throw new PkiDirectoryException(
                    "device '" + name + "' is already there, in " + home + "; take another name");
        }
        try {
            Manufacturer.Product product = manufacturer().make(name);
            String serviceRoot = read(layout.device().serviceRoot());
            writeDevice(DeviceFiles.in(home.resolve(PkiLayout.DIRECTORY)), product, serviceRoot);
            return home;
        } catch (IOException e) {
            throw new PkiDirectoryException("cannot write " + home + " (" + e + ")", e);
        }
    }

    /** The manufacturer of the directory, which makes further devices. */
    public Manufacturer manufacturer() throws PkiDirectoryException {
        try {
            CertificateChain chain = new CertificateChain(Pem.certificates(read(layout.groupChain())));
            CertificateIssuer issuer =
                    CertificateIssuer.of(chain, Pem.privateKey(read(layout.manufacturerKey())), random);
            List<X509Certificate> anchors =
                    Pem.certificates(read(layout.device().serviceRoot()));
            return new Manufacturer(issuer, anchors, leafLife(), random);
        } catch (IOException e) {
            throw new PkiDirectoryException("cannot read the manufacturer in " + layout.root() + " (" + e + ")", e);
        } catch (PkiException e) {
            throw new PkiDirectoryException(
                    "the manufacturer in " + layout.root() + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** The home of the device of this name; it is made when there is none. */
    public Path deviceHome(String name) throws PkiDirectoryException {
        check(name);
        Path home = layout.deviceHome(name);
        return Files.exists(home) ? home : addDevice(name);
    }

    /**
     * Makes the gateway's certificate in a PKI that was made without one; what else is there stays.
     *
     * @throws PkiDirectoryException when a part of it is there already, or when it cannot be written
     */
    public void addGateway() throws PkiDirectoryException {
        Path directory = layout.gateway().chain().resolveSibling("");
        Path fresh = directory.resolveSibling("gateway.new");
        try {
            CertificateChain chain = new CertificateChain(Pem.certificates(read(layout.identityChain())));
            OwnerOnly.delete(fresh);
            writeGateway(
                    GatewayFiles.in(fresh),
                    CertificateIssuer.of(chain, Pem.privateKey(read(layout.identityKey())), random));
            Files.move(fresh, directory, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new PkiDirectoryException("cannot write " + directory + " (" + e + ")", e);
        } catch (PkiException e) {
            throw new PkiDirectoryException(
                    "the identity authority in " + layout.root() + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static void check(String name) throws PkiDirectoryException {
        if (!DEVICE_NAME.matcher(name).matches()) {
            throw new PkiDirectoryException(
                    "'" + name + "' is no name for a device: expected 1 to 64 letters, digits, '.', '_'"
                            + " or '-', the first a letter or a digit");
        }
    }

    private void write(PkiLayout to) throws IOException, IssuanceException, PkiDirectoryException {
        KeyPair manufacturerKeys = keys();
        CertificateIssuer manufacturer =
                root("manufacturer").intermediate(manufacturerKeys, "dps4j demo manufacturer", authorityLife());
        CertificateIssuer serviceRoot = root("service");
        KeyPair serverKeys = keys();
        X509Certificate server = serviceRoot.server(serverKeys.getPublic(), "dps4j demo service", HOSTS, leafLife());
        KeyPair identityKeys = keys();
        CertificateIssuer identity =
                root("identity").intermediate(identityKeys, "dps4j demo identity", authorityLife());

        List<X509Certificate> anchors = List.of(serviceRoot.certificate());
        Manufacturer devices = new Manufacturer(manufacturer, anchors, leafLife(), random);
        writeDevice(to.device(), devices.make("demo-device"), Pem.encode(anchors));
        OwnerOnly.write(to.serverChain(), Pem.encode(server));
        writeKey(to.serverKey(), serverKeys);
        OwnerOnly.write(to.groupChain(), Pem.encode(manufacturer.chain().certificates()));
        OwnerOnly.write(to.identityChain(), Pem.encode(identity.chain().certificates()));
        writeKey(to.identityKey(), identityKeys);
        writeKey(to.manufacturerKey(), manufacturerKeys);
        writeGateway(to.gateway(), identity);
    }

    private void writeGateway(GatewayFiles to, CertificateIssuer identity) throws IOException, IssuanceException {
        KeyPair keys = keys();
        X509Certificate certificate = identity.hub(keys.getPublic(), HUB, HOSTS, leafLife());
        List<X509Certificate> authorities = identity.chain().certificates();
        OwnerOnly.write(to.chain(), Pem.encode(List.of(certificate, identity.certificate())));
        writeKey(to.key(), keys);
        OwnerOnly.write(to.trusted(), Pem.encode(authorities.get(authorities.size() - 1)));
    }

    private void writeDevice(DeviceFiles to, Manufacturer.Product product, String serviceRoot) throws IOException {
        OwnerOnly.write(to.serviceRoot(), serviceRoot);
        OwnerOnly.write(to.certificateChain(), Pem.encode(product.chain()));
        OwnerOnly.write(to.key(), Pem.encode(product.key()));
    }

    private void writeKey(Path file, KeyPair keys) throws IOException {
        PrivateKey key = keys.getPrivate();
        OwnerOnly.write(file, Pem.encode(key));
    }

    private CertificateIssuer root(String whose) throws IssuanceException {
        return CertificateIssuer.root(keys(), "dps4j demo " + whose + " root", authorityLife(), random);
    }

    private KeyPair keys() {
        return EcKeys.generate(EcCurve.P256, random);
    }

    private CertificateValidity authorityLife() {
        return CertificateValidity.lasting(notBefore, AUTHORITY_LIFE);
    }

    private CertificateValidity leafLife() {
        return CertificateValidity.lasting(notBefore, LEAF_LIFE);
    }

    private String read(Path file) throws PkiDirectoryException, IOException {
        if (!Files.isRegularFile(file)) {
            throw new PkiDirectoryException(file + " is missing; make a new PKI with ./demo pki --overwrite");
        }
        if (Files.size(file) > Pem.MAX_LENGTH) {
            throw new PkiDirectoryException(
                    file + " is larger than " + Pem.MAX_LENGTH + " bytes; it is not of this demo");
        }
        return Files.readString(file);
    }
}
