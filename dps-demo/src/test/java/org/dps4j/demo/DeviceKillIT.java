package org.dps4j.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.dps4j.device.DeviceState;
import org.dps4j.dps.Whole;
import org.dps4j.service.record.RecordStore;
import org.dps4j.service.store.EmbeddedStore;
import org.dps4j.testkit.seed.Seeds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code dps_cloud_server} killed while it is provisioned, at random moments around its writes: {@code dps4j.kills} of
 * them.
 */
@Timeout(value = 55, unit = TimeUnit.MINUTES)
class DeviceKillIT {

    /** About as often as the files of a device change from its reset until it is online. */
    private static final int CHANGES = 40;

    private static final String STARTED = "^Started device with ID: (\\S+)$";

    @TempDir
    Path directory;

    private Fleet fleet;
    private ServiceAndCloud site;
    private StateDirectory state;
    private RunningProgram device;
    private String endpoint;
    private final Map<String, Integer> moments = new TreeMap<>();

    @BeforeEach
    void a_device_begins_its_life() throws Exception {
        fleet = new Fleet(directory);
        int port = ServiceAndCloud.freePort();
        endpoint = "coaps+tcp://127.0.0.1:" + port;
        site = new ServiceAndCloud(directory.resolve("site"), fleet.pki(), port);
        state = new StateDirectory(fleet.state("mortal"));
        device = start();
    }

    @AfterEach
    void end() throws Exception {
        fleet.close();
        site.close();
        state.close();
    }

    @Test
    void after_each_kill_it_is_provisioned_and_online_with_one_identity_and_one_record() throws Exception {
        int[] kills = {0};
        Seeds.run(Integer.getInteger("dps4j.kills", 10), seed -> killAndStartAgain(new Random(seed), kills[0]++ == 0));

        System.out.println("killed " + kills[0] + " times: " + moments);
        device.signal("TERM");
        assertThat(device.awaitExit()).isZero();
        state.assertTidy();
        site.close();
        try (RecordStore records = EmbeddedStore.open(site.records())) {
            assertThat(records.count()).isEqualTo(1);
        }
    }

    private void killAndStartAgain(Random random, boolean first) throws Exception {
        Optional<DeviceState> before = state.stored();
        if (!first) {
            state.forget();
            device.signal("HUP");
        }
        RunningProgram mortal = device;
        state.awaitChanges(1 + random.nextInt(CHANGES), () -> isOnlineAgain(mortal, first));
        mortal.kill();
        mortal.awaitExit();
        Optional<DeviceState> left = state.stored();
        left.ifPresent(Whole::assertConsistent);
        moments.merge(moment(before, left), 1, Integer::sum);

        device = start();
        device.awaitLine("^online at ");

        UUID id = UUID.fromString(device.awaitLine(STARTED));
        DeviceState now = state.stored().orElseThrow();
        left.ifPresent(kept -> assertThat(id).isEqualTo(kept.id()));
        assertThat(now.id()).isEqualTo(id);
        assertThat(now.identity()).isPresent();
        Whole.assertConsistent(now);
        await().atMost(Duration.ofSeconds(20)).until(() -> site.cloud().isOnline(id));
    }

    private static boolean isOnlineAgain(RunningProgram device, boolean first) {
        return device.output().split("(?m)^online (again )?at ", -1).length > (first ? 1 : 2);
    }

    /** How far it had come, for whoever reads the output of the test. */
    private static String moment(Optional<DeviceState> before, Optional<DeviceState> left) {
        if (left.isEmpty()) {
            return "0 before it was born";
        }
        DeviceState state = left.get();
        if (before.filter(its -> its.id().equals(state.id())).isPresent()) {
            return "1 before the reset";
        }
        if (state.cloud().registration().isPresent()) {
            return "7 with an account";
        }
        if (state.accessControlList().isProvisioned() && state.identity().isPresent()) {
            return "6 with rules";
        }
        if (state.identity().isPresent()) {
            return "5 with an identity";
        }
        if (state.cloud().isProvisioned()) {
            return "4 with a cloud";
        }
        return state.isOwned() ? "3 with an owner" : "2 new";
    }

    private RunningProgram start() throws Exception {
        return fleet.startDevice(fleet.pki().home(), "mortal", "-r", "1,1", "mortal", endpoint);
    }
}
