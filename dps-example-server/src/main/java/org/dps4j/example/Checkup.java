package org.dps4j.example;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.dps4j.device.security.credential.Identity;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.transport.CoapTransport;
import org.dps4j.dps.transport.Dial;
import org.dps4j.dps.transport.DpsConnection;
import org.dps4j.dps.transport.StepRequest;
import org.dps4j.dps.transport.StepResponse;
import org.dps4j.dps.trust.CertificateDates;
import org.dps4j.dps.trust.ServerTrust;
import org.dps4j.dps.trust.ServerVerification;
import org.dps4j.protocol.coap.CloseReason;
import org.dps4j.protocol.coap.ConnectionClosedException;
import org.dps4j.protocol.coap.NettyLoop;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.time.TimeAnswer;
import org.dps4j.protocol.pki.TrustAnchors;

/**
 * Tries what a start would need and says what it found; stores nothing, provisions nothing. It ends within a minute, for
 * each of its two connections and its one request has a limit. It waits, so it must not be called on the loop.
 */
final class Checkup {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Options options;
    private final Surroundings around;
    private final NettyLoop loop;

    Checkup(Options options, Surroundings around, NettyLoop loop) {
        this.options = options;
        this.around = around;
        this.loop = loop;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        Optional<FactoryCertificates> certificates = Optional.empty();
        try {
            FactoryCertificates read = FactoryCertificates.read(around.certificates(), options.trust());
            findings.add(FactoryCertificates.warning(around.certificates())
                    .map(warning -> Finding.warn("files", warning))
                    .orElseGet(
                            () -> Finding.ok("files", "complete, the key is that of the certificate, chain linked")));
            findings.addAll(CertificateFindings.of(read, options.trust(), loop.now()));
            certificates = Optional.of(read);
        } catch (StartFailure e) {
            findings.add(Finding.fail("files", String.valueOf(e.getMessage())));
            List.of("chain dates", "key usage", "trust anchors")
                    .forEach(check -> findings.add(Finding.skipped(check, "files")));
        }
        findings.add(options.endpoint()
                .map(endpoint -> Finding.ok("endpoint", endpoint.toString()))
                .orElseGet(
                        () -> Finding.fail("endpoint", "there is none; name one such as " + Options.DEFAULT_ENDPOINT)));
        findings.addAll(
                certificates.isPresent() && options.endpoint().isPresent()
                        ? service(certificates.get(), options.endpoint().get())
                        : ServiceFindings.skipped(certificates.isPresent() ? "endpoint" : "files"));
        return List.copyOf(findings);
    }

    private List<Finding> service(FactoryCertificates certificates, DpsEndpoint endpoint) {
        CoapTransport transport = new CoapTransport(loop);
        try {
            DpsConnection forTime = connect(transport, certificates, endpoint, CertificateDates.RELAXED, loop.now());
            StepResponse answer;
            try {
                answer = onLoop(() -> forTime.request(StepRequest.get("x.plgd.dev/time"), PATIENCE));
            } catch (CompletionException e) {
                return ServiceFindings.stoppedAt("service", unanswered(e));
            }
            if (!answer.code().isSuccess()) {
                return ServiceFindings.stoppedAt(
                        "service",
                        "asked for the time it answered " + answer.code() + " " + answer.diagnostic()
                                + "; see to the log of the service");
            }
            Instant theirs = TimeAnswer.CODEC.decode(answer.body().toArray()).time();
            Duration ahead = Duration.between(loop.now(), theirs);
            connect(transport, certificates, endpoint, CertificateDates.STRICT, theirs);
            return ServiceFindings.answered(ahead);
        } catch (CompletionException e) {
            return reason(e)
                    .map(ServiceFindings::unconnected)
                    .orElseGet(() -> ServiceFindings.stoppedAt("TLS", String.valueOf(e.getCause())));
        } catch (PayloadException e) {
            return ServiceFindings.stoppedAt(
                    "service", "its time cannot be read: " + e.getMessage() + "; see what listens at the endpoint");
        } finally {
            onLoop(() -> {
                transport.close();
                return CompletableFuture.completedFuture("closed");
            });
        }
    }

    /** As the running program connects: for the time without regard to dates, later with it. */
    private DpsConnection connect(
            CoapTransport transport,
            FactoryCertificates certificates,
            DpsEndpoint endpoint,
            CertificateDates dates,
            Instant at) {
        ServerTrust trust = new ServerTrust(
                TrustAnchors.of(certificates.serviceRoots()),
                Optional.empty(),
                options.trust() == ServiceTrust.ANYBODY ? ServerVerification.SKIPPED : ServerVerification.REQUIRED,
                dates,
                at);
        Identity identity = new Identity(1, certificates.chain(), certificates.key(), certificates.serviceRoots());
        return onLoop(() -> transport.connect(new Dial(endpoint, identity, trust, request -> Optional.empty())));
    }

    private static String unanswered(CompletionException failure) {
        boolean refused = reason(failure)
                .filter(CloseReason.OurCertificateRefused.class::isInstance)
                .isPresent();
        String found = failure.getCause() == null
                ? "no answer"
                : String.valueOf(failure.getCause().getMessage());
        return found + (refused ? "; ask dps-service explain with mfgcrt.pem" : "; see to the log of the service");
    }

    private static Optional<CloseReason> reason(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof ConnectionClosedException closed) {
                return Optional.of(closed.reason());
            }
        }
        return Optional.empty();
    }

    private <T> T onLoop(Supplier<CompletionStage<T>> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                work.get().whenComplete((value, failure) -> {
                    if (failure == null) {
                        done.complete(value);
                    } else {
                        done.completeExceptionally(failure);
                    }
                });
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        return done.join();
    }
}
