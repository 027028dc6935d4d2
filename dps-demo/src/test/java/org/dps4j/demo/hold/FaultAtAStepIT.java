package org.dps4j.demo.hold;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.dps4j.demo.hold.HeldDevice.Failed;
import org.dps4j.device.DeviceState;
import org.dps4j.device.security.credential.CertificateCredential;
import org.dps4j.device.store.MemoryDeviceStore;
import org.dps4j.dps.Snapshot;
import org.dps4j.dps.machine.FailureClass;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.dps.retry.RetryTable;
import org.dps4j.dps.scripted.ScriptedServer;
import org.dps4j.dps.scripted.ScriptedService;
import org.dps4j.protocol.coap.NettyLoop;
import org.dps4j.protocol.coap.NettyLoops;
import org.dps4j.protocol.payload.credential.CredentialUsage;
import org.dps4j.testkit.leak.LeakCheck;
import org.dps4j.testkit.pki.TestAuthority;
import org.dps4j.testkit.pki.TestPki;
import org.dps4j.testkit.proxy.FaultProxy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Everything that can go wrong at a step, over real TLS, once while a fresh device is provisioned and once more while it
 * is provisioned anew. All cases run at the same time, a few devices at once; the tests look at what came of each.
 */
@Timeout(60)
class FaultAtAStepIT {

    @RegisterExtension
    static final LeakCheck LEAKS = LeakCheck.afterClass();

    private static final RetryTable RETRY = RetryTable.ofSeconds(2);
    private static final int AT_ONCE = 21;

    private static final Map<Case, Run> RUNS = new LinkedHashMap<>();
    private static final TestAuthority MANUFACTURER =
            TestPki.root("Manufacturer").mint();
    private static NettyLoops serviceLoops;
    private static NettyLoop serviceLoop;
    private static NettyLoops deviceLoops;

    record Case(ProvisioningStep step, Fault fault) {

        /** How often each step is asked for until the device is provisioned. */
        Map<ProvisioningStep, Integer> requests() {
            Map<ProvisioningStep, Integer> counts = new EnumMap<>(ProvisioningStep.class);
            for (ProvisioningStep each : ProvisioningStep.values()) {
                boolean again = fault.kind() == FailureClass.REJECTED ? each.ordinal() <= step.ordinal() : each == step;
                counts.put(each, again ? 2 : 1);
            }
            return counts;
        }
    }

    @BeforeAll
    static void run_every_case() {
        serviceLoops = NettyLoops.start("hold-service", 1);
        serviceLoop = serviceLoops.next();
        deviceLoops = NettyLoops.start("hold-device", 1);
        List<CompletableFuture<Snapshot>> running = new ArrayList<>();
        for (Case each : cases().map(arguments -> (Case) arguments.get()[0]).toList()) {
            if (running.size() == AT_ONCE) {
                CompletableFuture.anyOf(running.toArray(CompletableFuture<?>[]::new))
                        .orTimeout(HeldDevice.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                        .join();
                running.removeIf(CompletableFuture::isDone);
            }
            Run run = new Run(each);
            RUNS.put(each, run);
            running.add(run.end);
            if (RUNS.size() == 1) {
                // alone, so that cold code does not make the others wait for longer than their timeout
                run.first
                        .orTimeout(HeldDevice.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                        .join();
            }
        }
    }

    @AfterAll
    static void close() {
        RUNS.values().forEach(Run::close);
        RUNS.clear();
        deviceLoops.close();
        serviceLoops.close();
    }

    static Stream<Arguments> cases() {
        return Stream.of(ProvisioningStep.values())
                .flatMap(step -> Arrays.stream(Fault.values())
                        .filter(fault -> step == ProvisioningStep.CREDENTIALS || !fault.isOfCredentials())
                        .map(fault -> Arguments.of(new Case(step, fault))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_fault_is_reported_and_the_next_attempt_provisions_the_device(Case given) {
        Run run = RUNS.get(given);

        run.awaitEnd();

        assertThat(run.device.failures()).hasSize(2).allSatisfy(failed -> {
            assertThat(failed.step()).isEqualTo(given.step());
            assertThat(failed.failure()).isInstanceOf(given.fault().seenAs());
            assertThat(failed.failure().kind()).isEqualTo(given.fault().kind());
            assertThat(failed.failure().describe()).isNotBlank();
            assertNextAttempt(failed);
        });
        assertThat(run.requestsOfAFreshDevice()).isEqualTo(given.requests());
        assertThat(run.requestsAfterwards()).isEqualTo(given.requests());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_fault_changes_nothing_and_loses_nothing(Case given) {
        Run run = RUNS.get(given);

        run.awaitEnd();

        assertThat(run.device.failures()).allMatch(Failed::changedNothing);
        assertThat(run.device.losses()).isEmpty();
        assertWhole(run.device.state(), run.service);
    }

    private static void assertNextAttempt(Failed failed) {
        if (failed.failure().kind() == FailureClass.TIMEOUT) {
            assertThat(failed.nextAttemptIn()).isZero();
        } else {
            assertThat(failed.nextAttemptIn()).isBetween(Duration.ofSeconds(1), Duration.ofMillis(1_999));
        }
    }

    private static void assertWhole(DeviceState state, ScriptedService service) {
        assertThat(state.ownership().isOwnedBy(service.answers().owner())).isTrue();
        assertThat(state.cloud().selected().id()).isEqualTo(service.answers().cloudId());
        assertThat(provisioned(state, CredentialUsage.IDENTITY_CERTIFICATE)).isEqualTo(1);
        assertThat(provisioned(state, CredentialUsage.TRUST_ANCHOR)).isEqualTo(1);
        assertThat(state.identity().orElseThrow().chain().get(0).getPublicKey())
                .isEqualTo(state.key().publicKey());
        assertThat(state.accessControlList().isProvisioned()).isTrue();
    }

    private static long provisioned(DeviceState state, CredentialUsage usage) {
        return state.credentials()
                .certificates(usage)
                .filter(CertificateCredential::isProvisioned)
                .count();
    }

    /** One device, its service and the network between them. */
    private static final class Run implements AutoCloseable {

        private final ScriptedService service = new ScriptedService(Instant::now);
        private final ScriptedServer server;
        private final FaultProxy proxy;
        private final HeldDevice device;
        private final CompletableFuture<Map<ProvisioningStep, Integer>> first;
        private final CompletableFuture<Snapshot> end;

        Run(Case given) {
            server = ScriptedServer.start(serviceLoops, service, MANUFACTURER.certificate());
            proxy = FaultProxy.to(server.address());
            service.on(given.step(), given.fault().reply(proxy));
            device = HeldDevice.open(
                    deviceLoops.next(),
                    new MemoryDeviceStore(),
                    MANUFACTURER.device("device").mint(),
                    service.root().certificate(),
                    RETRY,
                    proxy.address());
            device.start();
            first = device.provisioned().thenCompose(provisioned -> onServiceLoop());
            end = first.thenCompose(counts -> {
                service.on(given.step(), given.fault().reply(proxy));
                device.provisionAgain();
                return device.provisioned();
            });
        }

        private CompletableFuture<Map<ProvisioningStep, Integer>> onServiceLoop() {
            return CompletableFuture.supplyAsync(() -> Map.copyOf(service.counts()), serviceLoop::execute);
        }

        void awaitEnd() {
            end.orTimeout(HeldDevice.PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        }

        Map<ProvisioningStep, Integer> requestsOfAFreshDevice() {
            return first.join();
        }

        Map<ProvisioningStep, Integer> requestsAfterwards() {
            Map<ProvisioningStep, Integer> later = new EnumMap<>(ProvisioningStep.class);
            onServiceLoop()
                    .join()
                    .forEach((step, count) ->
                            later.put(step, count - first.join().get(step)));
            return later;
        }

        @Override
        public void close() {
            device.close();
            proxy.close();
            server.close();
        }
    }
}
