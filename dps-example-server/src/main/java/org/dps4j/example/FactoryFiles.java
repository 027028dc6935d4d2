package org.dps4j.example;

import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dps4j.dps.checkup.Check;
import org.dps4j.dps.checkup.FactoryFile;
import org.dps4j.dps.checkup.FactoryMaterial;
import org.dps4j.dps.checkup.Finding;
import org.dps4j.dps.checkup.ReferenceLimits;

/**
 * The files of {@code pki_certs}, each read by itself, and what is to be said of them.
 *
 * @param material what could be read
 */
record FactoryFiles(FactoryMaterial material, List<Finding> findings) {

    private interface Content<T> {
        T read() throws UnreadableFile;
    }

    FactoryFiles {
        findings = List.copyOf(findings);
    }

    static FactoryFiles read(Path directory, ServiceTrust trust) {
        List<Finding> findings = new ArrayList<>();
        List<FactoryFile> shapes = new ArrayList<>();
        CertificateFile roots = CertificateFile.ofServiceRoots(directory);
        CertificateFile chain = CertificateFile.ofChain(directory);
        CertificateFile key = CertificateFile.ofKey(directory);
        Optional<List<X509Certificate>> anchors = trust == ServiceTrust.VERIFIED
                ? tried(roots, roots::certificates, findings, shapes)
                : Optional.of(List.of());
        Optional<List<X509Certificate>> certificates = tried(chain, chain::certificates, findings, shapes);
        Optional<PrivateKey> privateKey = tried(key, key::privateKey, findings, shapes);
        FactoryMaterial material = new FactoryMaterial(certificates, privateKey, anchors);
        findings.add(ReferenceLimits.of(material, shapes));
        return new FactoryFiles(material, findings);
    }

    private static <T> Optional<T> tried(
            CertificateFile file, Content<T> content, List<Finding> findings, List<FactoryFile> shapes) {
        String tried = "read " + file.path();
        try {
            shapes.add(FactoryFile.of(String.valueOf(file.path().getFileName()), file.content()));
            T read = content.read();
            findings.add(read(file, tried, read));
            return Optional.of(read);
        } catch (UnreadableFile e) {
            findings.add(Finding.fail(Check.FILES, tried, e.found(), e.remedy()));
            return Optional.empty();
        }
    }

    private static Finding read(CertificateFile file, String tried, Object content) {
        if (content instanceof List<?> certificates) {
            return Finding.ok(
                    Check.FILES,
                    tried,
                    certificates.size() + (certificates.size() == 1 ? " certificate" : " certificates"));
        }
        return file.wideRights()
                .map(rights -> Finding.warn(
                        Check.FILES,
                        tried,
                        "a private key that has the rights " + rights,
                        "narrow them with chmod 600"))
                .orElseGet(() -> Finding.ok(Check.FILES, tried, "a private key for its owner only"));
    }
}
