package org.dps4j.dps.checkup;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What this device takes and others do not: the reference's device in C, and {@code dps-service}. Pure functions. */
public final class ReferenceLimits {

    private static final int LONGEST_FILE = 4_095;
    private static final int MOST_PRESENTED = 8;

    private ReferenceLimits() {}

    /** One finding, at worst a warning. */
    public static Finding of(FactoryMaterial material, List<FactoryFile> files) {
        if (files.isEmpty() && material.chain().isEmpty() && material.key().isEmpty()) {
            return Finding.skipped(Check.LIMITS, Check.FILES);
        }
        String tried = "compare with what the reference's device in C and dps-service take";
        List<String> beyond = new ArrayList<>();
        files.forEach(file -> file(file, beyond));
        material.key().ifPresent(key -> key(key, beyond));
        material.chain().ifPresent(chain -> chain(chain, beyond));
        return beyond.isEmpty()
                ? Finding.ok(Check.LIMITS, tried, "within all limits")
                : Finding.warn(
                        Check.LIMITS,
                        tried,
                        String.join("; ", beyond),
                        "mend it if a device in C is to have these files, too");
    }

    private static void file(FactoryFile file, List<String> beyond) {
        if (file.length() > LONGEST_FILE) {
            beyond.add(file.name() + " has " + file.length() + " bytes, the device in C takes " + LONGEST_FILE);
        }
        if (file.beginning() == FactoryFile.Beginning.OTHER) {
            beyond.add(file.name() + " does not begin with a PEM block, as the device in C expects");
        }
    }

    private static void key(PrivateKey key, List<String> beyond) {
        if (key.getAlgorithm().equals("RSA")) {
            beyond.add("the private key is an RSA key, the device in C takes P-256 and P-384");
        }
    }

    private static void chain(List<X509Certificate> chain, List<String> beyond) {
        if (chain.size() > MOST_PRESENTED) {
            beyond.add("the chain has " + chain.size() + " certificates, dps-service takes " + MOST_PRESENTED);
        }
        chain.stream()
                .filter(its -> its.getSigAlgName().toUpperCase(Locale.ROOT).startsWith("SHA1"))
                .findFirst()
                .ifPresent(its -> beyond.add(
                        CertificateFindings.name(its) + " is signed with SHA-1, which the device in C refuses"));
    }
}
