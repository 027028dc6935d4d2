package org.dps4j.demo.hold;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.dps4j.device.store.MemoryDeviceStore;
import org.dps4j.dps.DpsListener;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.machine.FailureClass;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.dps.retry.RetryTable;
import org.dps4j.protocol.coap.NettyLoops;
import org.dps4j.service.ProvisioningService;
import org.dps4j.testkit.leak.LeakCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A service that is stopped in order under its devices, and started again. */
@Timeout(60)
class ServiceStopIT {

    @RegisterExtension
    static final LeakCheck LEAKS = LeakCheck.afterEachTest();

    private static final int DEVICES = 20;

    @TempDir
    Path directory;

    private NettyLoops loops;
    private Site site;

    @BeforeEach
    void mint() {
        loops = NettyLoops.start("hold-device", 1);
        site = new Site(directory);
    }

    @AfterEach
    void close() {
        loops.close();
    }

    @Test
    void devices_that_were_half_way_repeat_a_step_and_lose_nothing() throws Exception {
        List<HeldDevice> devices = new ArrayList<>();
        CountDownLatch halfWay = new CountDownLatch(DEVICES);
        ProvisioningService service = site.start();
        InetSocketAddress address = service.coapAddress();
        try {
            for (int i = 0; i < DEVICES; i++) {
                HeldDevice device = HeldDevice.open(
                        loops.next(),
                        new MemoryDeviceStore(),
                        site.factory.device("device " + i).mint(),
                        site.serviceRoot.certificate(),
                        RetryTable.ofSeconds(2),
                        address);
                device.client().addListener(counting(halfWay));
                devices.add(device);
            }
            devices.subList(0, DEVICES / 2).forEach(HeldDevice::start);
            assertThat(halfWay.await(20, TimeUnit.SECONDS)).isTrue();

            devices.subList(DEVICES / 2, DEVICES).forEach(HeldDevice::start);
            service.close();
            service = site.startAt(address.getPort());

            devices.forEach(HeldDevice::awaitProvisioned);
            assertThat(devices)
                    .anySatisfy(device -> assertThat(device.failures()).isNotEmpty());
            assertThat(devices).allSatisfy(device -> {
                assertThat(device.losses()).isEmpty();
                assertThat(device.failures()).allSatisfy(failed -> {
                    assertThat(failed.failure().kind())
                            .as(failed.failure().describe())
                            .isIn(FailureClass.TRANSIENT, FailureClass.UNREACHABLE);
                    assertThat(failed.nextAttemptIn()).isBetween(Duration.ZERO, Duration.ofSeconds(2));
                });
            });
        } finally {
            devices.forEach(HeldDevice::close);
            service.close();
        }
    }

    private static DpsListener counting(CountDownLatch steps) {
        return new DpsListener() {
            @Override
            public void onStepStarted(ProvisioningStep started, int attempt, DpsEndpoint endpoint) {
                steps.countDown();
            }
        };
    }
}
