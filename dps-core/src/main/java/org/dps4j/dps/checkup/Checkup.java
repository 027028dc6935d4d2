package org.dps4j.dps.checkup;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.dps4j.device.security.credential.Identity;
import org.dps4j.device.time.DeviceClock;
import org.dps4j.dps.transport.Transport;
import org.dps4j.loop.Loop;

/**
 * Tries what a start would need and says what it found. It stores nothing, provisions nothing, and judges by the very
 * functions that a running client uses. May be used from any thread, more than once.
 *
 * <pre>{@code
 * new Checkup(loop, workers, new CoapTransport(loop))
 *         .run(Setup.of(device.state(), "coaps+tcp://dps.example", DpsConfig.DEFAULTS))
 *         .thenAccept(findings -> findings.forEach(finding -> log.info(finding.line())));
 * }</pre>
 */
public final class Checkup {

    /** How long the way to the service may take at most; each step on it has 10 s, TCP and TLS each. */
    public static final Duration LIMIT = Duration.ofSeconds(45);

    private static final int ANY_ID = 1;

    private final Loop loop;
    private final Executor workers;
    private final Transport transport;
    private final HostNames names;

    /**
     * @param loop the one that the transport lives on
     * @param workers for the look-up of a name, which blocks
     * @param transport the way to the service; it stays open
     */
    public Checkup(Loop loop, Executor workers, Transport transport) {
        this(loop, workers, transport, HostNames.ofThisMachine());
    }

    Checkup(Loop loop, Executor workers, Transport transport, HostNames names) {
        this.names = names;
        this.loop = loop;
        this.workers = workers;
        this.transport = transport;
    }

    /** Completes, on the loop, with one finding for each check from {@link Check#KEY} to {@link Check#STATE} but the limits. */
    public CompletionStage<List<Finding>> run(Setup setup) {
        CompletableFuture<List<Finding>> done = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                begin(setup, done);
            } catch (RuntimeException | Error e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }

    private void begin(Setup setup, CompletableFuture<List<Finding>> done) {
        Target target = Target.of(setup, loop.now());
        List<Finding> findings = new ArrayList<>(CertificateFindings.of(setup.material()));
        findings.add(target.finding());
        findings.add(StateFindings.of(setup.stored(), target.named(), setup.config(), loop.now()));
        Optional<Check> obstacle = obstacle(setup, findings);
        if (obstacle.isPresent()) {
            findings.addAll(ServiceFindings.skipped(obstacle.get()));
            findings.addAll(DateFindings.of(setup.material(), setup.config(), thisMachine()));
            done.complete(inOrder(findings));
            return;
        }
        ServiceProbe probe = new ServiceProbe(
                loop,
                workers,
                names,
                transport,
                setup.config(),
                target.asked().orElseThrow(),
                identity(setup.material()));
        var unused = probe.go(LIMIT)
                .thenApply(report -> {
                    findings.addAll(ServiceFindings.of(report));
                    findings.addAll(DateFindings.of(setup.material(), setup.config(), reckoning(report)));
                    return inOrder(findings);
                })
                .whenComplete((all, failure) -> {
                    if (failure != null) {
                        done.completeExceptionally(failure);
                    } else {
                        done.complete(all);
                    }
                });
    }

    /** What keeps the device from turning to a service at all. */
    private static Optional<Check> obstacle(Setup setup, List<Finding> findings) {
        FactoryMaterial material = setup.material();
        if (material.chain().isEmpty()
                || material.key().isEmpty()
                || material.trustAnchors().isEmpty()) {
            return Optional.of(Check.FILES);
        }
        Optional<Check> failed = findings.stream()
                .filter(finding -> finding.grade() == Grade.FAIL)
                .map(Finding::check)
                .filter(check -> check == Check.KEY || check == Check.CHAIN || check == Check.ENDPOINT)
                .findFirst();
        return failed.isPresent()
                        || DateFindings.canTrust(material.trustAnchors().get(), setup.config())
                ? failed
                : Optional.of(Check.ANCHORS);
    }

    private static Identity identity(FactoryMaterial material) {
        List<X509Certificate> anchors = material.trustAnchors().orElseThrow();
        return new Identity(
                ANY_ID, material.chain().orElseThrow(), material.key().orElseThrow(), anchors);
    }

    private Reckoning reckoning(ServiceReport report) {
        return report.time()
                .map(told -> new Reckoning(
                        told.theirs(),
                        DeviceClock.certificateTime(told.theirs(), told.ours()),
                        report.stop().isPresent()
                                ? Reckoning.Source.SERVICE_THAT_REFUSED
                                : Reckoning.Source.SERVICE_THAT_TOOK_IT))
                .orElseGet(this::thisMachine);
    }

    private Reckoning thisMachine() {
        Instant now = loop.now();
        return new Reckoning(now, now, Reckoning.Source.THIS_MACHINE);
    }

    private static List<Finding> inOrder(List<Finding> findings) {
        return findings.stream().sorted(Comparator.comparing(Finding::check)).toList();
    }
}
