package org.dps4j.dps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.machine.Failure;
import org.dps4j.dps.machine.FailureClass;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.dps.machine.ResponseCode;
import org.dps4j.dps.retry.RetryTable;
import org.dps4j.dps.scripted.Reply;
import org.dps4j.dps.scripted.ScriptedServer;
import org.dps4j.dps.scripted.ScriptedService;
import org.dps4j.dps.trust.ServerNames;
import org.dps4j.protocol.coap.NettyLoops;
import org.dps4j.protocol.payload.link.ResourceLink;
import org.dps4j.testkit.leak.LeakCheck;
import org.dps4j.testkit.peer.RawListener;
import org.dps4j.testkit.peer.RawPeer;
import org.dps4j.testkit.pki.TestAuthority;
import org.dps4j.testkit.pki.TestCertificate;
import org.dps4j.testkit.pki.TestPki;
import org.dps4j.testkit.pki.TestTls;
import org.dps4j.testkit.proxy.FaultProxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A device against a scripted service over real TLS. */
class ProvisioningIT {

    @RegisterExtension
    static final LeakCheck LEAKS = LeakCheck.afterEachTest();

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final DpsConfig SHORT = DpsConfig.DEFAULTS.withRetry(RetryTable.ofSeconds(1));

    private final TestAuthority manufacturer = TestPki.root("Manufacturer").mint();
    private NettyLoops serviceLoops;
    private NettyLoops deviceLoops;
    private final ScriptedService service = new ScriptedService(Instant::now);
    private final List<AutoCloseable> open = new ArrayList<>();

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

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void a_fresh_device_is_provisioned_and_tells_its_links_meanwhile(String protocol) throws Exception {
        service.askingForLinksAt(ProvisioningStep.CLOUD);
        RunningDevice run = run(server(service, protocol).endpoint(), service, SHORT, good());

        run.awaitProvisioned();

        assertThat(run.failures()).isEmpty();
        assertThat(run.client().device().state().ownership().doxm().deviceOwner())
                .isEqualTo(service.answers().owner());
        assertThat(ResourceLink.LIST_CODEC.decode(service.links().get(0).toArray()))
                .extracting(ResourceLink::href)
                .contains("/oic/res", "/oic/d");
    }

    @Test
    void a_device_that_asks_for_the_names_of_its_service_is_provisioned_by_that_one_alone() {
        DpsConfig named = SHORT.withServerNames(ServerNames.ANY.withHostOfEndpoint());
        ScriptedService other = new ScriptedService(Instant::now);
        other.showing(other.root().server("other.test").mint());

        RunningDevice right = run(server(service).endpoint(), service, named, good());
        RunningDevice wrong = run(server(other).endpoint(), other, named, good());

        right.awaitProvisioned();
        assertThat(right.failures()).isEmpty();
        assertThat(wrong.awaitFailure())
                .isInstanceOf(Failure.Untrusted.class)
                .extracting(Failure::describe)
                .asString()
                .contains("expected a certificate for the host 127.0.0.1, found one for other.test");
    }

    @Test
    void any_failure_at_any_step_is_followed_by_an_attempt_that_ends_well() {
        List<RunningDevice> runs = new ArrayList<>();
        Reply outage = Reply.unavailableFor(Duration.ofSeconds(2));
        List<Reply> replies = List.of(
                outage,
                Reply.code("4.00"),
                Reply.silence(),
                Reply.close(),
                Reply.unreadable(),
                Reply.empty(),
                Reply.wrongType());
        for (ProvisioningStep step : ProvisioningStep.values()) {
            for (Reply reply : replies) {
                ScriptedService one = new ScriptedService(Instant::now).on(step, reply);
                runs.add(run(server(one).endpoint(), one, SHORT, good()));
            }
        }
        for (Reply reply : List.of(Reply.certificateForAnotherKey(), Reply.certificateForAnotherDevice())) {
            ScriptedService one = new ScriptedService(Instant::now).on(ProvisioningStep.CREDENTIALS, reply);
            runs.add(run(server(one).endpoint(), one, SHORT, good()));
        }

        assertThat(runs).allSatisfy(run -> {
            run.awaitProvisioned();
            assertThat(run.failures()).hasSize(1);
        });
        assertThat(runs)
                .flatExtracting(RunningDevice::failures)
                .contains(new Failure.Unavailable(ResponseCode.of("5.03"), "", Optional.of(Duration.ofSeconds(2))));
    }

    @Test
    void a_redirect_is_followed() {
        ScriptedService second = new ScriptedService(Instant::now).showing(service.certificate());
        DpsEndpoint to = server(second).endpoint();
        service.on(ProvisioningStep.CLOUD, Reply.redirect(to.uri()));
        RunningDevice run = run(server(service).endpoint(), service, SHORT, good());

        run.awaitProvisioned();

        assertThat(second.counts()).containsKeys(ProvisioningStep.CREDENTIALS, ProvisioningStep.ACLS);
        assertThat(run.client().endpoints().selected()).contains(to);
    }

    @Test
    void a_service_of_another_authority_is_not_trusted() {
        ScriptedService foreign = new ScriptedService(Instant::now);
        RunningDevice run = run(server(foreign).endpoint(), service, SHORT, good());

        Failure failure = run.awaitFailure();

        assertThat(failure).isInstanceOf(Failure.Untrusted.class);
        assertThat(failure.describe()).contains("we refused the peer's certificate");
        assertThat(foreign.counts()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void a_device_that_the_service_does_not_trust_says_so(String protocol) {
        TestCertificate foreign =
                TestPki.root("Somebody").mint().device("device").mint();
        RunningDevice run = run(server(service, protocol).endpoint(), service, SHORT, foreign);

        Failure failure = run.awaitFailure();

        assertThat(failure).isInstanceOf(Failure.Untrusted.class);
        assertThat(failure.describe()).contains("the service refused our certificate");
        assertThat(service.counts()).isEmpty();
    }

    @Test
    void an_expired_service_may_tell_the_time_and_nothing_else() {
        service.showing(service.root().server("localhost").expired().mint());
        RunningDevice run = run(server(service).endpoint(), service, SHORT, good());

        Failure failure = run.awaitFailure();

        assertThat(failure).isInstanceOf(Failure.OutOfDate.class);
        assertThat(failure.describe()).contains("see to its clock");
        assertThat(service.counts()).containsOnlyKeys(ProvisioningStep.TIME);
    }

    @Test
    void a_service_that_is_down_at_the_start_is_found_when_it_is_up() {
        try (FaultProxy proxy = FaultProxy.to(server(service).address())) {
            proxy.refuseConnections();
            RunningDevice run = run(ScriptedServer.endpoint(proxy.address()), service, SHORT, good());
            assertThat(run.awaitFailure()).isInstanceOf(Failure.Unreachable.class);

            proxy.acceptConnections();

            run.awaitProvisioned();
        }
    }

    @Test
    void a_connection_that_is_reset_while_the_device_waits_is_a_transient_failure() {
        service.on(ProvisioningStep.OWNER, Reply.silence());
        try (FaultProxy proxy = FaultProxy.to(server(service).address())) {
            RunningDevice run = run(
                    ScriptedServer.endpoint(proxy.address()),
                    service,
                    DpsConfig.DEFAULTS.withRetry(RetryTable.ofSeconds(2)),
                    good());
            await().atMost(PATIENCE).until(() -> service.counts().containsKey(ProvisioningStep.OWNER));

            proxy.resetConnections();

            assertThat(run.awaitFailure().kind()).isEqualTo(FailureClass.TRANSIENT);
            run.awaitProvisioned();
        }
    }

    @Test
    void a_name_that_nobody_has_is_tried_again() {
        RunningDevice run = run(DpsEndpoint.of("coaps+tcp://nobody.invalid:20030"), service, SHORT, good());

        assertThat(run.awaitFailure()).isInstanceOf(Failure.Unreachable.class);
        assertThat(run.client().snapshot().cause()).isPresent();
    }

    @Test
    void a_header_that_announces_two_gigabytes_is_a_failure_with_a_next_attempt() {
        TestCertificate shown = service.certificate();
        try (RawListener listener =
                RawPeer.tls(TestTls.trustingEverybody(shown)).listen()) {
            RunningDevice run = run(ScriptedServer.endpoint(listener.address()), service, SHORT, good());
            try (RawPeer peer = listener.accept()) {
                peer.readFrame();

                peer.send("f07fffffff45");

                assertThat(run.awaitFailure()).isInstanceOf(Failure.UnreadableAnswer.class);
                peer.awaitEnding();
            }
            try (RawPeer again = listener.accept()) {
                again.readFrame();
            }
            run.close();
        }
    }

    @Test
    void a_client_that_is_closed_in_the_middle_of_a_handshake_leaves_no_socket() {
        try (RawListener listener = RawPeer.tcp().listen()) {
            RunningDevice run = run(ScriptedServer.endpoint(listener.address()), service, SHORT, good());
            try (RawPeer peer = listener.accept()) {
                peer.read(5);

                run.close();

                peer.awaitEnding();
            }
        }
    }

    private TestCertificate good() {
        return manufacturer.device("device").mint();
    }

    private ScriptedServer server(ScriptedService of, String... protocols) {
        ScriptedServer server = ScriptedServer.start(serviceLoops, of, manufacturer.certificate(), protocols);
        open.add(server);
        return server;
    }

    private RunningDevice run(DpsEndpoint endpoint, ScriptedService trusted, DpsConfig config, TestCertificate own) {
        RunningDevice device = RunningDevice.start(deviceLoops.next(), trusted, config, own, endpoint);
        open.add(device);
        return device;
    }
}
