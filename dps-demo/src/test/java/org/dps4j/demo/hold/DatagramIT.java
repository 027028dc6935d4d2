package org.dps4j.demo.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntPredicate;
import org.dps4j.device.store.MemoryDeviceStore;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.machine.Failure;
import org.dps4j.dps.machine.FailureClass;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.dps.retry.RetryTable;
import org.dps4j.protocol.coap.NettyLoops;
import org.dps4j.service.ProvisioningService;
import org.dps4j.testkit.leak.LeakCheck;
import org.dps4j.testkit.proxy.LossyPath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Both ends over DTLS and UDP: provisioning, loss, a dead end, a restart. */
@Timeout(30)
class DatagramIT {

    @RegisterExtension
    static final LeakCheck LEAKS = LeakCheck.afterEachTest();

    private static final RetryTable RETRY = RetryTable.ofSeconds(1);

    @TempDir
    Path directory;

    private final List<AutoCloseable> open = new ArrayList<>();
    private NettyLoops loops;
    private Site site;

    @BeforeEach
    void a_site() {
        loops = NettyLoops.start("hold-device", 1);
        site = new Site(directory).listeningForDatagramsAt(0);
    }

    @AfterEach
    void close_everything() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
        loops.close();
    }

    @Test
    void a_fresh_device_is_provisioned() {
        ProvisioningService service = closing(site.start());

        HeldDevice device = start(List.of(coaps(address(service))));

        device.awaitProvisioned();
        assertThat(device.failures()).isEmpty();
        assertThat(device.attempts()).containsExactly(ProvisioningStep.values());
    }

    @Test
    void a_message_that_gets_lost_is_sent_again() {
        ProvisioningService service = closing(site.start());
        LossyPath path = closing(losing(service, number -> number == 30));

        HeldDevice device = start(List.of(coaps(path.address())), RetryTable.ofSeconds(10));

        device.awaitProvisioned();
        assertThat(path.dropped()).isEqualTo(1);
        assertThat(device.failures()).isEmpty();
    }

    @Test
    void where_nobody_listens_for_datagrams_the_next_service_is_asked_which_is_one_of_tcp() {
        ProvisioningService service = closing(site.withoutDatagrams().start());
        InetSocketAddress tcp = service.coapAddress();

        HeldDevice device = start(List.of(coaps(tcp), HeldDevice.endpoint(tcp)));

        device.awaitProvisioned();
        assertThat(device.failures())
                .singleElement()
                .satisfies(failed -> assertThat(failed.failure()).isInstanceOf(Failure.Unreachable.class));
        assertThat(device.client().endpoints().selected()).contains(HeldDevice.endpoint(tcp));
    }

    @Test
    void a_service_that_was_cut_off_and_started_anew_goes_on_where_the_device_was() throws Exception {
        AtomicBoolean dead = new AtomicBoolean(true);
        ProvisioningService first = site.start();
        int port = address(first).getPort();
        LossyPath path = closing(losing(first, number -> number >= 30 && dead.get()));
        HeldDevice device = start(List.of(coaps(path.address())));
        await().atMost(HeldDevice.PATIENCE).until(() -> path.dropped() > 0);
        first.close();
        closing(site.listeningForDatagramsAt(port).start());

        dead.set(false);

        device.awaitProvisioned();
        assertThat(device.failures())
                .extracting(failed -> failed.failure().kind())
                .isSubsetOf(FailureClass.TIMEOUT, FailureClass.UNREACHABLE)
                .contains(FailureClass.TIMEOUT);
        assertThat(device.attempts()).containsOnlyOnce(ProvisioningStep.TIME);
    }

    private HeldDevice start(List<DpsEndpoint> services) {
        return start(services, RETRY);
    }

    private HeldDevice start(List<DpsEndpoint> services, RetryTable retry) {
        return closing(HeldDevice.open(
                        loops.next(),
                        new MemoryDeviceStore(),
                        site.factory.device("device").mint(),
                        site.serviceRoot.certificate(),
                        retry,
                        services))
                .start();
    }

    private static LossyPath losing(ProvisioningService service, IntPredicate lost) {
        return LossyPath.to(address(service), lost);
    }

    private static InetSocketAddress address(ProvisioningService service) {
        return service.dtlsAddress().orElseThrow();
    }

    private static DpsEndpoint coaps(InetSocketAddress address) {
        return DpsEndpoint.of("coaps://127.0.0.1:" + address.getPort());
    }

    private <T extends AutoCloseable> T closing(T resource) {
        open.add(resource);
        return resource;
    }
}
