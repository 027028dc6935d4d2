package org.dps4j.example;

import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dps4j.device.DeviceState;
import org.dps4j.device.security.SecurityProfile;
import org.dps4j.device.security.SecurityProfiles;
import org.dps4j.device.security.credential.Credentials;
import org.dps4j.protocol.pki.CertificateChain;
import org.dps4j.protocol.pki.KeyMatch;

/**
 * What the device brings from its factory: how it proves itself and by whom it knows its service. Read as a whole or not
 * at all.
 *
 * @param serviceRoots empty when the service is not verified by them
 * @param chain leaf first
 */
record FactoryCertificates(List<X509Certificate> serviceRoots, List<X509Certificate> chain, PrivateKey key) {

    /** A state with these certificates among its credentials, and the ids they got there. */
    record Installed(DeviceState state, List<String> report) {}

    FactoryCertificates {
        serviceRoots = List.copyOf(serviceRoots);
        chain = List.copyOf(chain);
    }

    /** Reads the files of {@code directory}, which must fit together. */
    static FactoryCertificates read(Path directory, ServiceTrust trust) throws StartFailure {
        List<X509Certificate> roots = trust == ServiceTrust.VERIFIED
                ? CertificateFile.ofServiceRoots(directory).certificates()
                : List.of();
        CertificateFile certificate = CertificateFile.ofChain(directory);
        List<X509Certificate> chain = certificate.certificates();
        CertificateFile keyFile = CertificateFile.ofKey(directory);
        PrivateKey key = keyFile.privateKey();
        if (!new CertificateChain(chain).links()) {
            throw new StartFailure("ERROR: installing manufacturer certificate: the certificates of "
                    + certificate.path() + " do not sign one another; put the device's own first, then its issuers in"
                    + " their order");
        }
        if (!KeyMatch.matches(key, chain.get(0))) {
            throw new StartFailure("ERROR: installing manufacturer certificate: " + keyFile.path()
                    + " is not the key of the first certificate in " + certificate.path()
                    + "; put the two files of one device there");
        }
        return new FactoryCertificates(roots, chain, key);
    }

    /** What the operator should mend, though the device works. */
    static Optional<String> warning(Path directory) {
        return CertificateFile.ofKey(directory).warning();
    }

    /** Installs them; the manufacturer certificate vouches for the security profile black. */
    Installed installIn(DeviceState state) {
        List<String> report = new ArrayList<>();
        Credentials next = state.credentials();
        if (serviceRoots.isEmpty()) {
            report.add("adding of trusted root certificate skipped");
        } else {
            Credentials.Installed root = next.installManufacturerTrustAnchors(serviceRoots);
            report.add("DPS trusted root credid=" + root.id());
            next = root.credentials();
        }
        Credentials.Installed own = next.installManufacturerCertificate(chain, key);
        report.add("manufacturer certificate credid=" + own.id());
        DeviceState installed = state.withCredentials(own.credentials())
                .withSecurityProfiles(SecurityProfiles.of(SecurityProfile.BLACK, own.id()));
        return new Installed(installed, List.copyOf(report));
    }

    @Override
    public String toString() {
        return "FactoryCertificates[" + chain.get(0).getSubjectX500Principal() + "]";
    }
}
