package org.dps4j.dps.checkup;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.dps4j.dps.DpsConfig;
import org.dps4j.dps.scripted.ScriptedService;
import org.dps4j.dps.scripted.ScriptedTransport;
import org.dps4j.dps.transport.Transport;
import org.dps4j.loop.VirtualLoop;
import org.dps4j.testkit.pki.TestAuthority;
import org.dps4j.testkit.pki.TestCertificate;
import org.dps4j.testkit.pki.TestPki;

/** A set-up without a fault, which a test then breaks, and a scripted service, all in virtual time. */
final class CheckupBench {

    static final String ENDPOINT = "coaps+tcp://dps.test:20030";
    static final TestAuthority FACTORY = TestPki.root("factory").mint();
    static final TestCertificate DEVICE = FACTORY.device("device").mint();

    final VirtualLoop loop = new VirtualLoop(1);
    Instant serviceTime = loop.now();
    final ScriptedService service = new ScriptedService(() -> serviceTime);
    final ScriptedTransport transport = new ScriptedTransport(loop).listen(ENDPOINT, service);
    Optional<List<X509Certificate>> chain = Optional.of(DEVICE.chain());
    Optional<PrivateKey> key = Optional.of(DEVICE.privateKey());
    Optional<List<X509Certificate>> anchors = Optional.of(List.of(service.root().certificate()));
    String endpoint = ENDPOINT;
    StoredState stored = new StoredState.Nothing();
    DpsConfig config = DpsConfig.DEFAULTS;
    Executor workers = Runnable::run;
    Transport way = transport;

    CheckupBench device(TestCertificate another) {
        chain = Optional.of(another.chain());
        key = Optional.of(another.privateKey());
        return this;
    }

    /** The lines that are worse than ok, and those that the others depend on. */
    List<String> faults() {
        return findings().stream()
                .filter(finding -> finding.grade() != Grade.OK)
                .map(Finding::line)
                .toList();
    }

    List<String> lines() {
        return findings().stream().map(Finding::line).toList();
    }

    String line(Check check) {
        return findings().stream()
                .filter(finding -> finding.check() == check)
                .map(Finding::line)
                .findFirst()
                .orElseThrow();
    }

    private List<Finding> findings() {
        Map<String, List<String>> known = Map.of("dps.test", List.of("192.0.2.1", "192.0.2.2"));
        CompletableFuture<List<Finding>> found = new Checkup(
                        loop, workers, way, host -> known.getOrDefault(host, List.of()))
                .run(new Setup(new FactoryMaterial(chain, key, anchors), endpoint, stored, config))
                .toCompletableFuture();
        loop.advance(Duration.ofMinutes(1));
        return found.join();
    }
}
