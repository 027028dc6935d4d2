package org.dps4j.demo.hold;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.dps4j.device.store.MemoryDeviceStore;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.machine.Failure;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.dps.retry.RetryTable;
import org.dps4j.dps.scripted.Reply;
import org.dps4j.dps.scripted.ScriptedServer;
import org.dps4j.dps.scripted.ScriptedService;
import org.dps4j.protocol.coap.NettyLoop;
import org.dps4j.protocol.coap.NettyLoops;
import org.dps4j.testkit.leak.LeakCheck;
import org.dps4j.testkit.pki.TestAuthority;
import org.dps4j.testkit.pki.TestPki;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A service that sends a device to another one, at each step, over real TLS. */
@Timeout(60)
class RedirectIT {

    @RegisterExtension
    static final LeakCheck LEAKS = LeakCheck.afterEachTest();

    private static final RetryTable RETRY = RetryTable.ofSeconds(2);

    private final TestAuthority manufacturer = TestPki.root("Manufacturer").mint();
    private final ScriptedService first = new ScriptedService(Instant::now);
    private final ScriptedService second = new ScriptedService(Instant::now).showing(first.certificate());
    private final List<AutoCloseable> open = new ArrayList<>();
    private NettyLoops serviceLoops;
    private NettyLoop serviceLoop;
    private NettyLoops deviceLoops;
    private DpsEndpoint firstEndpoint;
    private DpsEndpoint secondEndpoint;

    @BeforeEach
    void start_both() {
        serviceLoops = NettyLoops.start("hold-service", 1);
        serviceLoop = serviceLoops.next();
        deviceLoops = NettyLoops.start("hold-device", 1);
        firstEndpoint = listen(first);
        secondEndpoint = listen(second);
    }

    @AfterEach
    void close_everything() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
        deviceLoops.close();
        serviceLoops.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"CLOUD", "CREDENTIALS", "ACLS"})
    void a_redirect_counts_as_done_and_the_rest_is_asked_of_the_other_service(ProvisioningStep step) {
        first.on(step, Reply.redirect(secondEndpoint.uri()));

        HeldDevice device = provision();

        assertThat(device.failures()).isEmpty();
        assertThat(device.client().endpoints().selected()).contains(secondEndpoint);
        for (ProvisioningStep each : ProvisioningStep.values()) {
            boolean before = each.ordinal() <= step.ordinal();
            assertThat(requests(first).get(each)).as(each + " at the first").isEqualTo(before ? 1 : null);
            assertThat(requests(second).get(each)).as(each + " at the second").isEqualTo(before ? null : 1);
        }
    }

    @Test
    void the_time_may_not_redirect_and_what_else_it_says_is_ignored() {
        first.on(ProvisioningStep.TIME, Reply.redirect(secondEndpoint.uri()));

        HeldDevice device = provision();

        assertThat(device.failures()).isEmpty();
        assertThat(device.client().endpoints().all()).containsExactly(firstEndpoint);
        assertThat(requests(second)).isEmpty();
    }

    @Test
    void the_owner_comes_alone_so_that_a_redirect_beside_it_is_a_failure() {
        first.on(ProvisioningStep.OWNER, Reply.redirect(secondEndpoint.uri()));

        HeldDevice device = provision();

        assertThat(device.failures()).singleElement().satisfies(failed -> {
            assertThat(failed.step()).isEqualTo(ProvisioningStep.OWNER);
            assertThat(failed.failure()).isInstanceOf(Failure.UnreadableAnswer.class);
            assertThat(failed.changedNothing()).isTrue();
        });
        assertThat(device.client().endpoints().all()).containsExactly(firstEndpoint);
        assertThat(requests(first)).containsEntry(ProvisioningStep.TIME, 2).containsEntry(ProvisioningStep.OWNER, 2);
    }

    private HeldDevice provision() {
        HeldDevice device = HeldDevice.open(
                deviceLoops.next(),
                new MemoryDeviceStore(),
                manufacturer.device("device").mint(),
                first.root().certificate(),
                RETRY,
                new InetSocketAddress("127.0.0.1", firstEndpoint.uri().getPort()));
        open.add(device);
        device.start().awaitProvisioned();
        return device;
    }

    private DpsEndpoint listen(ScriptedService service) {
        ScriptedServer server = ScriptedServer.start(serviceLoops, service, manufacturer.certificate());
        open.add(server);
        return server.endpoint();
    }

    private Map<ProvisioningStep, Integer> requests(ScriptedService service) {
        return CompletableFuture.supplyAsync(() -> Map.copyOf(service.counts()), serviceLoop::execute)
                .join();
    }
}
