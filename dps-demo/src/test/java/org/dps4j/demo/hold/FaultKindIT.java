package org.dps4j.demo.hold;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dps4j.demo.hold.HeldDevice.Failed;
import org.dps4j.device.store.MemoryDeviceStore;
import org.dps4j.dps.machine.Failure;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.dps.retry.RetryTable;
import org.dps4j.dps.scripted.Reply;
import org.dps4j.dps.scripted.ScriptedServer;
import org.dps4j.dps.scripted.ScriptedService;
import org.dps4j.protocol.coap.NettyLoops;
import org.dps4j.protocol.payload.time.TimeAnswer;
import org.dps4j.testkit.leak.LeakCheck;
import org.dps4j.testkit.peer.RawListener;
import org.dps4j.testkit.peer.RawPeer;
import org.dps4j.testkit.pki.TestAuthority;
import org.dps4j.testkit.pki.TestPki;
import org.dps4j.testkit.pki.TestTls;
import org.dps4j.testkit.proxy.FaultProxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What only bytes can do to a device, over real TLS: each time the next service provisions it. */
@Timeout(60)
class FaultKindIT {

    @RegisterExtension
    static final LeakCheck LEAKS = LeakCheck.afterEachTest();

    private static final RetryTable RETRY = RetryTable.ofSeconds(2);
    private static final int GET = 0x01;

    private final TestAuthority manufacturer = TestPki.root("Manufacturer").mint();
    private final ScriptedService service = new ScriptedService(Instant::now);
    private final List<AutoCloseable> open = new ArrayList<>();
    private NettyLoops serviceLoops;
    private NettyLoops deviceLoops;
    private InetSocketAddress right;
    private RawListener hostile;

    @BeforeEach
    void listen() {
        serviceLoops = NettyLoops.start("hold-service", 1);
        deviceLoops = NettyLoops.start("hold-device", 1);
        ScriptedServer server = ScriptedServer.start(serviceLoops, service, manufacturer.certificate());
        open.add(server);
        right = server.address();
        hostile = RawPeer.tls(TestTls.trustingEverybody(service.certificate())).listen();
        open.add(hostile);
    }

    @AfterEach
    void close_everything() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
        deviceLoops.close();
        serviceLoops.close();
    }

    @Test
    void a_half_closed_connection_is_a_lost_one() {
        HeldDevice device = start(hostile.address(), right);
        try (RawPeer peer = hostile.accept()) {
            request(peer);
            peer.halfClose();

            device.awaitProvisioned();
        }

        assertFailedOnce(device, ProvisioningStep.TIME, Failure.ConnectionLost.class);
    }

    @Test
    void a_reset_in_the_middle_of_a_record_is_a_lost_connection() {
        HeldDevice device = start(hostile.address(), right);
        try (RawPeer peer = hostile.accept()) {
            request(peer);
            peer.sendBeneathTls(new byte[] {0x17, 3, 3, 0, 0x50, 1, 2, 3});
            peer.reset();

            device.awaitProvisioned();
        }

        assertFailedOnce(device, ProvisioningStep.TIME, Failure.ConnectionLost.class);
    }

    @Test
    void an_answer_to_another_token_is_none() {
        HeldDevice device = start(hostile.address(), right);
        try (RawPeer peer = hostile.accept()) {
            byte[] token = request(peer);
            token[0]++;
            peer.send(timeAnswer(token));

            device.awaitProvisioned();
        }

        assertFailedOnce(device, ProvisioningStep.TIME, Failure.NoAnswer.class);
    }

    @Test
    void an_answer_that_comes_twice_counts_once() {
        HeldDevice device = start(hostile.address(), right);
        try (RawPeer peer = hostile.accept()) {
            byte[] answer = timeAnswer(request(peer));
            peer.sendTogether(answer, answer);
        }
        try (RawPeer peer = hostile.accept()) {
            request(peer, 0x02, 0x01);
            peer.reset();

            device.awaitProvisioned();
        }

        assertFailedOnce(device, ProvisioningStep.OWNER, Failure.ConnectionLost.class);
    }

    @Test
    void delayed_answers_are_answers() {
        FaultProxy slow = FaultProxy.to(right);
        open.add(slow);
        slow.toClient().delay(Duration.ofMillis(100));
        HeldDevice device = start(slow.address());

        device.awaitProvisioned();

        assertThat(device.failures()).isEmpty();
    }

    @Test
    void a_redirect_to_a_dead_service_leads_back_to_the_one_that_sent() {
        FaultProxy dead = FaultProxy.to(right);
        open.add(dead);
        dead.refuseConnections();
        service.on(
                ProvisioningStep.CLOUD,
                Reply.redirect(HeldDevice.endpoint(dead.address()).uri()));
        HeldDevice device = start(right);

        device.awaitProvisioned();

        assertFailedOnce(device, ProvisioningStep.CREDENTIALS, Failure.Unreachable.class);
        assertThat(device.client().endpoints().selected()).contains(HeldDevice.endpoint(right));
    }

    private HeldDevice start(InetSocketAddress... services) {
        HeldDevice device = HeldDevice.open(
                deviceLoops.next(),
                new MemoryDeviceStore(),
                manufacturer.device("device").mint(),
                service.root().certificate(),
                RETRY,
                services);
        open.add(device);
        return device.start();
    }

    private static void assertFailedOnce(HeldDevice device, ProvisioningStep step, Class<? extends Failure> seenAs) {
        assertThat(device.failures()).singleElement().satisfies(failed -> {
            assertThat(failed.step()).isEqualTo(step);
            assertThat(failed.failure()).isInstanceOf(seenAs);
            assertThat(failed.changedNothing()).isTrue();
        });
        assertThat(device.failures()).extracting(Failed::nextAttemptIn).allMatch(pause -> pause.toSeconds() < 2);
        assertThat(device.losses()).isEmpty();
    }

    /** The token of the next request with one of these codes, after whatever signalling comes before it. */
    private static byte[] request(RawPeer peer, int... codes) {
        int[] awaited = codes.length == 0 ? new int[] {GET} : codes;
        while (true) {
            byte[] frame = peer.readFrame();
            int nibble = (frame[0] & 0xf0) >> 4;
            int code = 1 + (nibble < 13 ? 0 : 1 << nibble - 13);
            if (Arrays.stream(awaited).anyMatch(each -> each == frame[code])) {
                return Arrays.copyOfRange(frame, code + 1, code + 1 + (frame[0] & 0x0f));
            }
        }
    }

    /** A 2.05 with the time, as CBOR (content format 60). */
    private static byte[] timeAnswer(byte[] token) {
        byte[] payload = TimeAnswer.CODEC.encode(new TimeAnswer(Instant.now()));
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(0xd0 | token.length);
        frame.write(3 + payload.length - 13);
        frame.write(0x45);
        frame.writeBytes(token);
        frame.writeBytes(new byte[] {(byte) 0xc1, 60, (byte) 0xff});
        frame.writeBytes(payload);
        return frame.toByteArray();
    }
}
