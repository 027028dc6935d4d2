package org.dps4j.service;

import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.Optional;
import org.dps4j.program.StartException;
import org.dps4j.protocol.pki.CertificateChain;
import org.dps4j.protocol.pki.CertificateIssuer;
import org.dps4j.protocol.pki.CertificateSigningRequest;
import org.dps4j.protocol.pki.IssuanceException;
import org.dps4j.service.config.CryptoChoice;
import org.dps4j.service.provisioning.SigningRequestReader;

/**
 * What does the service's cryptography.
 *
 * @param name for the log and the health document
 * @param signatures the provider that signs and verifies where one is named; else the default of each part
 */
record Cryptography(String name, Optional<Provider> signatures) {

    /** What the choice comes to in this process, whose providers are as they are. */
    static Cryptography of(CryptoChoice choice) throws StartException {
        Optional<Provider> amazon = choice == CryptoChoice.JDK ? Optional.empty() : AmazonCrypto.registered();
        if (choice == CryptoChoice.ACCP && amazon.isEmpty()) {
            throw new StartException("crypto: accp is not available on this machine or was not registered by the"
                    + " program; choose auto or jdk");
        }
        return new Cryptography(
                amazon.map(provider -> provider.getName() + " " + provider.getVersionStr())
                        .orElse("JDK"),
                amazon);
    }

    SigningRequestReader signingRequests() {
        return signatures
                .<SigningRequestReader>map(provider -> pem -> CertificateSigningRequest.parse(pem, provider))
                .orElse(CertificateSigningRequest::parse);
    }

    CertificateIssuer issuer(CertificateChain chain, PrivateKey key) throws IssuanceException {
        SecureRandom random = new SecureRandom();
        return signatures.isPresent()
                ? CertificateIssuer.of(chain, key, random, signatures.get())
                : CertificateIssuer.of(chain, key, random);
    }
}
