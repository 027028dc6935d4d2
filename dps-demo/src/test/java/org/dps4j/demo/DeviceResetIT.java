package org.dps4j.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.dps4j.device.DeviceState;
import org.dps4j.dps.Traces;
import org.dps4j.dps.Whole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code dps_cloud_server} reset by SIGHUP when it is not done yet. */
class DeviceResetIT {

    @TempDir
    Path directory;

    @Test
    void reset_while_it_waits_and_while_it_is_provisioned_it_comes_online_as_another_without_a_trace_of_those_before()
            throws Exception {
        List<DeviceState> past = new ArrayList<>();
        int port = ServiceAndCloud.freePort();
        try (Fleet fleet = new Fleet(directory);
                StateDirectory state = new StateDirectory(fleet.state("phoenix"))) {
            RunningProgram device = fleet.startDevice(
                    fleet.pki().home(), "phoenix", "-r", "1,1", "phoenix", "coaps+tcp://127.0.0.1:" + port);
            device.awaitLine("step TIME failed: .*trying again");
            past.add(state.stored().orElseThrow());
            device.signal("HUP");
            device.awaitLine("^Started device with ID: ", 2);
            past.add(state.stored().orElseThrow());

            try (ServiceAndCloud site = new ServiceAndCloud(directory.resolve("site"), fleet.pki(), port)) {
                state.forget();
                state.awaitChanges(8, () -> false);
                past.add(state.stored().orElseThrow());
                device.signal("HUP");
                device.signal("HUP");
                device.awaitLine("^Started device with ID: ", 4);

                await().atMost(Duration.ofSeconds(40))
                        .until(() -> site.cloud()
                                .isOnline(state.stored().orElseThrow().id()));

                DeviceState now = state.stored().orElseThrow();
                Whole.assertConsistent(now);
                for (DeviceState old : past) {
                    assertThat(old.id()).isNotEqualTo(now.id());
                    assertThat(old.key()).isNotEqualTo(now.key());
                    assertThat(Traces.of(old).in(state.content())).isEmpty();
                }
                device.signal("TERM");
                assertThat(device.awaitExit()).isZero();
                state.assertTidy();
            }
        }
    }
}
