package org.dps4j.dps;

import static org.awaitility.Awaitility.await;

import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dps4j.device.Device;
import org.dps4j.device.DeviceState;
import org.dps4j.device.Platform;
import org.dps4j.device.security.DeviceKey;
import org.dps4j.device.store.MemoryDeviceStore;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.machine.Failure;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.dps.scripted.ScriptedService;
import org.dps4j.protocol.coap.NettyLoop;
import org.dps4j.testkit.pki.TestCertificate;

/** A fresh device that turns to services over a real network, and the failures it told of. */
record RunningDevice(DpsClient client, List<Failure> failures) implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Starts a device that trusts {@code trusted}, has {@code own} from its factory, and knows these services. */
    static RunningDevice start(
            NettyLoop loop, ScriptedService trusted, DpsConfig config, TestCertificate own, DpsEndpoint... services) {
        return start(loop, trusted, config, own.chain(), own.privateKey(), services);
    }

    /** The same with a chain and a key, which may be in a token. */
    static RunningDevice start(
            NettyLoop loop,
            ScriptedService trusted,
            DpsConfig config,
            List<X509Certificate> chain,
            PrivateKey key,
            DpsEndpoint... services) {
        Device device = Device.open(
                        loop,
                        new MemoryDeviceStore(),
                        () -> DeviceState.fresh(
                                UUID.randomUUID(),
                                "test device",
                                new Platform(UUID.randomUUID(), "maker", "oic.d.test"),
                                DeviceKey.generate(new SecureRandom())))
                .join();
        device.update(state -> state.withCredentials(state.credentials()
                        .installManufacturerCertificate(chain, key)
                        .credentials()
                        .installManufacturerTrustAnchors(List.of(trusted.root().certificate()))
                        .credentials()))
                .join();
        List<Failure> failures = new CopyOnWriteArrayList<>();
        DpsClientBuilder client = DpsClient.builder(device)
                .config(config)
                .cloud(new Bench.NotingCloud())
                .listener(new DpsListener() {
                    @Override
                    public void onStepFailed(ProvisioningStep step, Failure failure, Duration nextAttemptIn) {
                        failures.add(failure);
                    }
                });
        for (DpsEndpoint service : services) {
            client.endpoint(service);
        }
        RunningDevice running = new RunningDevice(client.build(), failures);
        ProvisioningTest.start(running.client);
        return running;
    }

    void awaitProvisioned() {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> client.snapshot().isProvisioned());
    }

    Failure awaitFailure() {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> !failures.isEmpty());
        return failures.get(0);
    }

    @Override
    public void close() {
        client.close();
    }
}
