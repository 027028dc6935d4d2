package org.dps4j.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.dps4j.device.Device;
import org.dps4j.device.DeviceState;
import org.dps4j.device.Platform;
import org.dps4j.device.cloud.CloudActivity;
import org.dps4j.device.cloud.CloudConfiguration;
import org.dps4j.device.cloud.CloudErrorCode;
import org.dps4j.device.cloud.CloudFailure;
import org.dps4j.device.cloud.CloudFlag;
import org.dps4j.device.cloud.CloudProvisioningStatus;
import org.dps4j.device.cloud.CloudRegistration;
import org.dps4j.device.cloud.CloudStatus;
import org.dps4j.device.security.DeviceKey;
import org.dps4j.device.store.MemoryDeviceStore;
import org.dps4j.loop.VirtualLoop;
import org.dps4j.protocol.Secret;
import org.dps4j.protocol.payload.cloud.CloudConfigurationAnswer;
import org.dps4j.protocol.payload.cloud.CloudServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CloudReportTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final URI ADDRESS = URI.create("coaps+tcp://127.0.0.1:5684");
    private static final UUID HUB = UUID.fromString("2d5b1c8e-6f0a-4c3e-9a57-d1f5c0a4b001");

    private final VirtualLoop loop = new VirtualLoop(1);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Device device;
    private CloudReport report;

    @BeforeEach
    void open() {
        loop.setWallClock(START.plusMillis(400));
        DeviceState state = DeviceState.fresh(
                        UUID.randomUUID(),
                        "lamp",
                        new Platform(UUID.randomUUID(), "maker", "oic.d.light"),
                        DeviceKey.generate(new SecureRandom()))
                .withCloud(CloudConfiguration.of(new CloudConfigurationAnswer(
                        Secret.ofText("t0ken"), "plgd.dps", ADDRESS, HUB, List.of(), Optional.empty())));
        CompletableFuture<Device> opened = Device.open(loop, new MemoryDeviceStore(), () -> state);
        loop.runUntilIdle();
        device = opened.join();
        Path nowhere = Path.of("nowhere");
        report = new CloudReport(
                new Surroundings(nowhere, nowhere, stream(out), stream(err), START, new FakeSystemClock()), device);
    }

    @Test
    void a_device_that_joins_says_so_step_by_step() {
        tell(CloudProvisioningStatus.READY_TO_REGISTER);
        register(Duration.ofSeconds(3600));
        tell(CloudProvisioningStatus.REGISTERED, CloudFlag.REGISTERED, CloudFlag.TOKEN_EXPIRY);
        tell(CloudProvisioningStatus.REGISTERED, CloudFlag.REGISTERED, CloudFlag.LOGGED_IN);

        assertThat(text(out))
                .isEqualTo("Cloud configured: coaps+tcp://127.0.0.1:5684, hub " + HUB
                        + ", authorization provider plgd.dps\n"
                        + "\nCloud Manager Status:\n\t\t-Registered\n\t\t-Token Expiry: 3600\n"
                        + "\nCloud Manager Status:\n\t\t-Registered\n\t\t-Logged In\n"
                        + "online at coaps+tcp://127.0.0.1:5684, 400 ms after the start of the process\n");
        assertThat(text(err)).isEmpty();
    }

    @Test
    void only_the_first_time_online_is_counted_from_the_start_of_the_process() {
        tell(CloudProvisioningStatus.REGISTERED, CloudFlag.REGISTERED, CloudFlag.LOGGED_IN);
        tell(CloudProvisioningStatus.REGISTERED, CloudFlag.REGISTERED);
        tell(CloudProvisioningStatus.REGISTERED, CloudFlag.REGISTERED, CloudFlag.LOGGED_IN);

        assertThat(text(out))
                .contains("\t\t-Registered\n\t\t-Logged Out\n")
                .containsOnlyOnce("after the start of the process")
                .endsWith("online again at coaps+tcp://127.0.0.1:5684\n");
    }

    @Test
    void a_refreshed_token_is_news_each_time() {
        tell(CloudProvisioningStatus.REGISTERED, CloudFlag.REGISTERED, CloudFlag.LOGGED_IN);
        out.reset();
        Set<CloudFlag> refreshed = Set.of(CloudFlag.REGISTERED, CloudFlag.LOGGED_IN, CloudFlag.REFRESHED_TOKEN);

        report.onStatusChanged(status(CloudProvisioningStatus.REGISTERED, refreshed, Optional.empty()));
        report.onStatusChanged(status(CloudProvisioningStatus.REGISTERED, refreshed, Optional.empty()));
        tell(CloudProvisioningStatus.REGISTERED, CloudFlag.REGISTERED, CloudFlag.LOGGED_IN);

        assertThat(text(out))
                .isEqualTo(
                        ("\nCloud Manager Status:\n\t\t-Registered\n\t\t-Logged In\n\t\t-Refreshed Token\n").repeat(2));
    }

    @Test
    void a_failure_is_one_line_with_step_cause_and_next_attempt() {
        CloudFailure down = new CloudFailure.Unreachable("connection refused");

        report.onStatusChanged(
                status(CloudProvisioningStatus.REGISTERING, Set.of(CloudFlag.FAILURE), Optional.of(down)));
        report.onStatusChanged(status(
                CloudProvisioningStatus.REGISTERED,
                Set.of(CloudFlag.REGISTERED, CloudFlag.FAILURE),
                Optional.of(down)));

        assertThat(text(out)).contains("\nCloud Manager Status:\n\t\t-Registered\n\t\t-Failure\n");
        assertThat(text(err))
                .isEqualTo("Cloud coaps+tcp://127.0.0.1:5684: sign-up failed: " + down.describe()
                        + "; next attempt in 2.5 s\n"
                        + "Cloud coaps+tcp://127.0.0.1:5684: sign-in failed: " + down.describe()
                        + "; next attempt in 2.5 s\n");
    }

    @Test
    void a_device_that_leaves_says_so_and_names_the_next_cloud() {
        tell(CloudProvisioningStatus.REGISTERED, CloudFlag.REGISTERED, CloudFlag.LOGGED_IN);
        CloudConfiguration cloud = device.state().cloud();
        update(state -> state.withCloud(CloudConfiguration.DEFAULT));
        out.reset();

        tell(CloudProvisioningStatus.UNINITIALIZED, CloudFlag.DEREGISTERED);
        update(state -> state.withCloud(cloud));
        tell(CloudProvisioningStatus.READY_TO_REGISTER);

        assertThat(text(out))
                .startsWith("\nCloud Manager Status:\n\t\t-Logged Out\n\t\t-DeRegistered\nCloud configured: ")
                .doesNotContain("t0ken");
    }

    private void register(Duration left) {
        update(state -> state.withCloud(state.cloud()
                .withRegistration(new CloudRegistration(
                        "user",
                        Secret.ofText("access"),
                        Secret.ofText("refresh"),
                        Optional.of(device.clock().now().plus(left))))));
    }

    private void update(UnaryOperator<DeviceState> change) {
        var updated = device.update(change);
        loop.runUntilIdle();
        updated.join();
    }

    private void tell(CloudProvisioningStatus provisioning, CloudFlag... flags) {
        report.onStatusChanged(status(provisioning, Set.of(flags), Optional.empty()));
    }

    private CloudStatus status(
            CloudProvisioningStatus provisioning, Set<CloudFlag> flags, Optional<CloudFailure> cause) {
        return new CloudStatus(
                flags,
                Optional.of(flags.contains(CloudFlag.REGISTERED) ? CloudActivity.SIGN_IN : CloudActivity.SIGN_UP),
                provisioning,
                CloudErrorCode.NONE,
                new CloudServer(ADDRESS, HUB),
                cause,
                cause.map(failed -> loop.now().plusMillis(2500)));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
