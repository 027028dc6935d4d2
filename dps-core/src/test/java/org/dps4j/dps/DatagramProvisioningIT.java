package org.dps4j.dps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.dps4j.dps.endpoint.Carrier;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.machine.Failure;
import org.dps4j.dps.machine.FailureClass;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.dps.retry.RetryTable;
import org.dps4j.dps.scripted.Reply;
import org.dps4j.dps.scripted.ScriptedServer;
import org.dps4j.dps.scripted.ScriptedService;
import org.dps4j.protocol.coap.NettyLoops;
import org.dps4j.protocol.payload.link.ResourceLink;
import org.dps4j.testkit.leak.LeakCheck;
import org.dps4j.testkit.pki.TestAuthority;
import org.dps4j.testkit.pki.TestCertificate;
import org.dps4j.testkit.pki.TestPki;
import org.dps4j.testkit.proxy.LossyPath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A device against a scripted service over real DTLS. */
@Timeout(30)
class DatagramProvisioningIT {

    @RegisterExtension
    static final LeakCheck LEAKS = LeakCheck.afterEachTest();

    private static final DpsConfig SHORT = DpsConfig.DEFAULTS.withRetry(RetryTable.ofSeconds(1));
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final TestAuthority manufacturer = TestPki.root("Manufacturer").mint();
    private final ScriptedService service = new ScriptedService(Instant::now);
    private final List<AutoCloseable> open = new ArrayList<>();
    private NettyLoops serviceLoops;
    private NettyLoops deviceLoops;

    @BeforeEach
    void start_loops() {
        serviceLoops = NettyLoops.start("it-service", 1);
        deviceLoops = NettyLoops.start("it-device", 1);
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
    void a_fresh_device_is_provisioned_and_tells_its_links_meanwhile() throws Exception {
        service.askingForLinksAt(ProvisioningStep.CLOUD);
        RunningDevice run = run(service, good(), server(service).endpoint());

        run.awaitProvisioned();

        assertThat(run.failures()).isEmpty();
        assertThat(run.client().device().state().ownership().doxm().deviceOwner())
                .isEqualTo(service.answers().owner());
        assertThat(ResourceLink.LIST_CODEC.decode(service.links().get(0).toArray()))
                .extracting(ResourceLink::href)
                .contains("/oic/res", "/oic/d");
    }

    @Test
    void a_datagram_of_the_handshake_and_a_message_that_get_lost_cost_time_only() {
        IntPredicate lost = number -> number == 3 || number == 14;
        try (LossyPath path = LossyPath.to(server(service).address(), lost)) {
            RunningDevice run = run(service, good(), ScriptedServer.endpoint(Carrier.DTLS, path.address()));

            run.awaitProvisioned();

            assertThat(run.failures()).isEmpty();
            assertThat(path.dropped()).isEqualTo(2);
        }
    }

    @Test
    void a_service_without_an_answer_is_asked_again_at_once() {
        service.on(ProvisioningStep.OWNER, Reply.silence());
        RunningDevice run = run(service, good(), server(service).endpoint());

        Failure failure = run.awaitFailure();

        assertThat(failure).isInstanceOf(Failure.NoAnswer.class);
        run.awaitProvisioned();
        assertThat(run.failures()).hasSize(1);
        assertThat(service.counts()).containsEntry(ProvisioningStep.TIME, 1);
    }

    @Test
    void a_service_that_hangs_up_is_a_transient_failure() {
        service.on(ProvisioningStep.CREDENTIALS, Reply.close());
        RunningDevice run = run(service, good(), server(service).endpoint());

        Failure failure = run.awaitFailure();

        assertThat(failure).isInstanceOf(Failure.ConnectionLost.class);
        assertThat(failure.kind()).isEqualTo(FailureClass.TRANSIENT);
        run.awaitProvisioned();
    }

    @Test
    void a_service_of_another_authority_is_not_trusted() {
        ScriptedService foreign = new ScriptedService(Instant::now);
        RunningDevice run = run(service, good(), server(foreign).endpoint());

        Failure failure = run.awaitFailure();

        assertThat(failure).isInstanceOf(Failure.Untrusted.class);
        assertThat(failure.kind()).isEqualTo(FailureClass.UNREACHABLE);
        assertThat(failure.describe()).contains("we refused the peer's certificate");
        assertThat(foreign.counts()).isEmpty();
    }

    @Test
    void a_device_that_the_service_does_not_trust_says_so() {
        TestCertificate foreign =
                TestPki.root("Somebody").mint().device("device").mint();
        RunningDevice run = run(service, foreign, server(service).endpoint());

        Failure failure = run.awaitFailure();

        assertThat(failure).isInstanceOf(Failure.Untrusted.class);
        assertThat(failure.describe()).contains("the service refused our certificate");
        assertThat(service.counts()).isEmpty();
    }

    @Test
    void an_expired_service_may_tell_the_time_and_nothing_else() {
        service.showing(service.root().server("localhost").expired().mint());
        RunningDevice run = run(service, good(), server(service).endpoint());

        Failure failure = run.awaitFailure();

        assertThat(failure).isInstanceOf(Failure.OutOfDate.class);
        assertThat(service.counts()).containsOnlyKeys(ProvisioningStep.TIME);
    }

    @Test
    void where_nobody_listens_the_next_service_is_asked_which_may_be_one_of_tcp() throws IOException {
        DpsEndpoint nobody;
        try (DatagramSocket free = new DatagramSocket(ANY_PORT)) {
            nobody = ScriptedServer.endpoint(Carrier.DTLS, (InetSocketAddress) free.getLocalSocketAddress());
        }
        ScriptedServer tcp = ScriptedServer.start(serviceLoops, service, manufacturer.certificate());
        open.add(tcp);
        RunningDevice run = run(service, good(), nobody, tcp.endpoint());

        Failure failure = run.awaitFailure();

        assertThat(failure).isInstanceOf(Failure.Unreachable.class);
        assertThat(failure.describe()).contains("nobody listens at");
        run.awaitProvisioned();
        assertThat(run.failures()).hasSize(1);
        assertThat(run.client().endpoints().selected()).contains(tcp.endpoint());
    }

    @Test
    void a_redirect_leads_from_one_carrier_to_the_other() {
        ScriptedService second = new ScriptedService(Instant::now).showing(service.certificate());
        ScriptedServer tcp = ScriptedServer.start(serviceLoops, second, manufacturer.certificate());
        open.add(tcp);
        service.on(ProvisioningStep.CLOUD, Reply.redirect(tcp.endpoint().uri()));
        RunningDevice run = run(service, good(), server(service).endpoint());

        run.awaitProvisioned();

        assertThat(second.counts()).containsKeys(ProvisioningStep.CREDENTIALS, ProvisioningStep.ACLS);
        assertThat(run.failures()).isEmpty();
    }

    private TestCertificate good() {
        return manufacturer.device("device").mint();
    }

    private ScriptedServer server(ScriptedService of) {
        ScriptedServer server = ScriptedServer.startDtls(serviceLoops, of, manufacturer.certificate(), ANY_PORT);
        open.add(server);
        return server;
    }

    private RunningDevice run(ScriptedService trusted, TestCertificate own, DpsEndpoint... services) {
        RunningDevice device = RunningDevice.start(deviceLoops.next(), trusted, SHORT, own, services);
        open.add(device);
        return device;
    }
}
