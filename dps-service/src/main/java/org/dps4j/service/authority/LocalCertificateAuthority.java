package org.dps4j.service.authority;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.dps4j.protocol.pki.CertificateIssuer;
import org.dps4j.protocol.pki.CertificateSigningRequest;
import org.dps4j.protocol.pki.CertificateValidity;
import org.dps4j.protocol.pki.IssuanceException;
import org.dps4j.protocol.pki.Pem;

/**
 * An authority whose key is in this process. It signs on a worker, never on the caller's thread; the PEM of its own
 * certificates is made once.
 */
public final class LocalCertificateAuthority implements CertificateAuthority {

    private final CertificateIssuer issuer;
    private final Duration backdate;
    private final Duration validity;
    private final InstantSource clock;
    private final Executor worker;
    private final String intermediatesPem;
    private final String rootPem;

    /**
     * @param issuer whose chain goes up to the root
     * @param backdate how far before now certificates become valid
     * @param validity how long after now they are valid
     * @param worker what signs
     */
    public LocalCertificateAuthority(
            CertificateIssuer issuer, Duration backdate, Duration validity, InstantSource clock, Executor worker) {
        this.issuer = issuer;
        this.backdate = backdate;
        this.validity = validity;
        this.clock = clock;
        this.worker = worker;
        List<X509Certificate> chain = issuer.chain().certificates();
        X509Certificate root = chain.get(chain.size() - 1);
        if (!root.getSubjectX500Principal().equals(root.getIssuerX500Principal())) {
            throw new IllegalArgumentException("the chain ends at '" + root.getSubjectX500Principal()
                    + "', which is no root; append the root, devices are told to trust it");
        }
        this.intermediatesPem = chain.size() == 1 ? "" : Pem.encode(chain.subList(0, chain.size() - 1));
        this.rootPem = Pem.encode(root);
    }

    @Override
    public CompletionStage<IssuedIdentity> issue(CertificateSigningRequest request, UUID deviceId) {
        try {
            return CompletableFuture.supplyAsync(() -> sign(request, deviceId), worker);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(new AuthorityException.Unavailable("too many requests wait", e));
        }
    }

    private IssuedIdentity sign(CertificateSigningRequest request, UUID deviceId) {
        try {
            Instant now = clock.instant();
            X509Certificate certificate = issuer.identity(
                    request.publicKey(), deviceId, new CertificateValidity(now.minus(backdate), now.plus(validity)));
            return new IssuedIdentity(certificate, Pem.encode(certificate) + intermediatesPem, rootPem);
        } catch (IssuanceException e) {
            throw new AuthorityException.Refused(e.found(), e);
        } catch (RuntimeException e) {
            throw new AuthorityException.Unavailable("signing failed", e);
        }
    }
}
