package org.dps4j.service.authority;

import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.dps4j.protocol.pki.CertificateSigningRequest;

/** Signs identity certificates of devices (OCF Security 9.4). Nothing here blocks. Thread-safe. */
@FunctionalInterface
public interface CertificateAuthority {

    /**
     * Certifies the key of a request, whose proof of possession was verified, for {@code deviceId}. Fails with
     * {@link AuthorityException}.
     */
    CompletionStage<IssuedIdentity> issue(CertificateSigningRequest request, UUID deviceId);
}
