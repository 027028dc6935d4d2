package org.dps4j.device.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.concurrent.TimeUnit;
import org.dps4j.device.Device;
import org.dps4j.device.DeviceStates;
import org.dps4j.device.store.MemoryDeviceStore;
import org.dps4j.loop.VirtualLoop;
import org.dps4j.protocol.coap.CoapTcpClient;
import org.dps4j.protocol.coap.NettyLoop;
import org.dps4j.protocol.coap.NettyLoops;
import org.junit.jupiter.api.Test;

/** A device's resources are asked on its own loop only. */
class ServeLoopTest {

    @Test
    void a_client_whose_connections_live_on_another_loop_is_refused() throws Exception {
        try (NettyLoops loops = NettyLoops.start("device", 2)) {
            NettyLoop own = loops.next();
            DeviceResources resources =
                    DeviceResources.of(Device.open(own, new MemoryDeviceStore(), DeviceStates::fresh)
                            .get(5, TimeUnit.SECONDS));
            CoapTcpClient.Builder foreign = CoapTcpClient.builder(loops.next());

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> resources.serve(foreign))
                    .withMessageContaining("device's own loop");
            assertThat(resources.serve(CoapTcpClient.builder(own))).isNotNull();
        }
    }

    @Test
    void so_is_any_where_the_device_has_no_such_loop() {
        VirtualLoop loop = new VirtualLoop(1);
        var opened = Device.open(loop, new MemoryDeviceStore(), DeviceStates::fresh);
        loop.runUntilIdle();
        DeviceResources resources = DeviceResources.of(opened.join());

        try (NettyLoops loops = NettyLoops.start("other", 1)) {
            assertThatIllegalArgumentException().isThrownBy(() -> resources.serve(CoapTcpClient.builder(loops.next())));
        }
    }
}
