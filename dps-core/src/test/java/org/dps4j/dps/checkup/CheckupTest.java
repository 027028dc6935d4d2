package org.dps4j.dps.checkup;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.dps4j.device.DeviceState;
import org.dps4j.device.Platform;
import org.dps4j.device.security.DeviceKey;
import org.dps4j.dps.DpsConfig;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.dps.scripted.ConnectReply;
import org.dps4j.dps.scripted.Reply;
import org.dps4j.dps.transport.Dial;
import org.dps4j.dps.transport.DpsConnection;
import org.dps4j.dps.transport.Transport;
import org.dps4j.dps.trust.ServerVerification;
import org.dps4j.testkit.pki.TestCertificate;
import org.dps4j.testkit.pki.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CheckupTest {

    private interface Break {
        void in(CheckupBench bench);
    }

    @Test
    void a_set_up_without_a_fault_is_told_line_by_line() {
        CheckupBench bench = new CheckupBench();

        assertThat(bench.lines())
                .containsExactly(
                        "ok private key: sign with the key and verify with 'CN=device': they belong together",
                        "ok chain: follow the issuers of 'CN=device': 1 certificate, the last is signed by 'CN=factory'",
                        "ok key usage: read the key usages of 'CN=device': clientAuth and signing are allowed",
                        "ok chain dates: judge 1 certificate at 2026-01-01T00:00:00Z by the service's clock:"
                                + " valid until 2049-12-31T23:59:59Z",
                        "ok trust anchors: judge 1 certificate at 2026-01-01T00:00:00Z by the service's clock:"
                                + " valid until 2049-12-31T23:59:59Z",
                        "ok endpoint: read the address 'coaps+tcp://dps.test:20030': an address of a service",
                        "ok DNS: look up dps.test: 192.0.2.1, 192.0.2.2",
                        "ok TCP: connect to dps.test:20030: connected",
                        "ok TLS: shake hands with the manufacturer certificate: the device takes the service's chain",
                        "ok service: ask for the time: the service takes the device's chain and answers",
                        "ok clock: compare the clocks: this machine's agrees with the service's",
                        "ok stored state: read what is stored: nothing; a start makes a new device and runs all steps");
        assertThat(bench.transport.open()).isZero();
        assertThat(bench.loop.pendingTimers()).isZero();
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                row("the key of another", its -> its.key = Optional.of(other().privateKey()), """
                        fail private key: sign with the key and verify with 'CN=device': the key is another's, or \
                        no provider signs with it; put the key and the certificate of one device there; of a key in a \
                        token, add the provider
                        skipped DNS: because private key failed
                        skipped TCP: because private key failed
                        skipped TLS: because private key failed
                        skipped service: because private key failed
                        skipped clock: because private key failed"""),
                row("no key", its -> its.key = Optional.empty(), """
                        skipped private key: because files failed
                        skipped DNS: because files failed
                        skipped TCP: because files failed
                        skipped TLS: because files failed
                        skipped service: because files failed
                        skipped clock: because files failed"""),
                row("no chain", its -> its.chain = Optional.empty(), """
                        skipped private key: because files failed
                        skipped chain: because files failed
                        skipped key usage: because files failed
                        skipped chain dates: because files failed
                        skipped DNS: because files failed
                        skipped TCP: because files failed
                        skipped TLS: because files failed
                        skipped service: because files failed
                        skipped clock: because files failed"""),
                row(
                        "certificates in a wrong order",
                        its -> its.chain =
                                Optional.of(List.of(CheckupBench.DEVICE.certificate(), other().certificate())),
                        """
                        fail chain: follow the issuers of 'CN=device': the 2 certificates do not sign one another; put \
                        the device's own first, then its issuers in their order
                        skipped DNS: because chain failed
                        skipped TCP: because chain failed
                        skipped TLS: because chain failed
                        skipped service: because chain failed
                        skipped clock: because chain failed"""),
                row(
                        "a certificate for servers",
                        its -> its.device(
                                CheckupBench.FACTORY.device("d").wrongPurpose().mint()),
                        """
                        fail key usage: read the key usages of 'CN=d': expected clientAuth among the extended ones, \
                        found others; get a certificate that lists clientAuth"""),
                row(
                        "a certificate without purposes",
                        its -> its.device(CheckupBench.FACTORY
                                .device("d")
                                .withoutPurposes()
                                .mint()),
                        """
                        warn key usage: read the key usages of 'CN=d': none of the extended ones is clientAuth by name, \
                        which dps-service expects; get a certificate that lists clientAuth"""),
                row("no trust anchor", its -> its.anchors = Optional.of(List.of()), """
                        fail trust anchors: look by whom the service is known: there is no trust anchor and no \
                        fingerprint, so that no service will be trusted; install the root of the service
                        skipped DNS: because trust anchors failed
                        skipped TCP: because trust anchors failed
                        skipped TLS: because trust anchors failed
                        skipped service: because trust anchors failed
                        skipped clock: because trust anchors failed"""),
                row(
                        "no verification",
                        its -> its.config = DpsConfig.DEFAULTS.withVerification(ServerVerification.SKIPPED),
                        """
                        warn trust anchors: look by whom the service is known: the service is not verified, whoever \
                        answers owns the device; have it verified, without --no-verify-ca"""),
                row("no endpoint", its -> its.endpoint = "", """
                        fail endpoint: look for the address of a service: there is none; name one such as \
                        coaps+tcp://dps.example:5684
                        skipped DNS: because endpoint failed
                        skipped TCP: because endpoint failed
                        skipped TLS: because endpoint failed
                        skipped service: because endpoint failed
                        skipped clock: because endpoint failed"""),
                row("another scheme", its -> its.endpoint = "https://dps.test", """
                        fail endpoint: read the address 'https://dps.test': the address of a provisioning service is \
                        coaps+tcp://host:port or coaps://host:port, not https://dps.test; name one such as coaps+tcp://dps.example:5684
                        skipped DNS: because endpoint failed
                        skipped TCP: because endpoint failed
                        skipped TLS: because endpoint failed
                        skipped service: because endpoint failed
                        skipped clock: because endpoint failed"""),
                row("an unknown host", its -> its.endpoint = "coaps+tcp://nowhere.test:1", """
                        fail DNS: look up nowhere.test: no address found; see to the endpoint and the name server
                        skipped TCP: because DNS failed
                        skipped TLS: because DNS failed
                        skipped service: because DNS failed
                        skipped clock: because DNS failed"""),
                row("the name of a container that nobody knows", its -> its.endpoint = "coaps+tcp://dps_hub.1:1", """
                        fail DNS: look up dps_hub.1: no address found; see to the endpoint and the name server
                        skipped TCP: because DNS failed
                        skipped TLS: because DNS failed
                        skipped service: because DNS failed
                        skipped clock: because DNS failed"""),
                row("a name server that does not answer", its -> its.workers = task -> {}, """
                        fail DNS: look up dps.test: no answer within 10 s; see to the endpoint and the name server
                        skipped TCP: because DNS failed
                        skipped TLS: because DNS failed
                        skipped service: because DNS failed
                        skipped clock: because DNS failed"""),
                row("nobody listens", its -> its.service.onConnect(ConnectReply.REFUSED), """
                        fail TCP: connect to dps.test:20030: the service cannot be reached: nobody listens at \
                        coaps+tcp://dps.test:20030; see to the log of the service
                        skipped TLS: because TCP failed
                        skipped service: because TCP failed
                        skipped clock: because TCP failed"""),
                row("a device that is not trusted", its -> its.service.onConnect(ConnectReply.DEVICE_NOT_TRUSTED), """
                        fail TLS: shake hands with the manufacturer certificate: no trust between device and service: the service refused our \
                        certificate; see to the log of the service
                        skipped service: because TLS failed
                        skipped clock: because TLS failed"""),
                row("a service out of order", its -> its.service.on(ProvisioningStep.TIME, Reply.code("5.03")), """
                        fail service: ask for the time: the service is not available: it answered 5.03 (as the script says); see to the log of the \
                        service, and what listens at the endpoint
                        skipped clock: because service failed"""),
                row("a service that says nothing", its -> its.service.on(ProvisioningStep.TIME, Reply.silence()), """
                        fail service: ask for the time: no answer within 10000 ms; see to the log of the service
                        skipped clock: because service failed"""),
                row("a clock that is behind", its -> its.serviceTime = its.serviceTime.plusSeconds(61), """
                        warn clock: compare the clocks: this machine's is 60 s behind the service's; set the clock"""),
                row("a state that cannot be read", its -> its.stored = new StoredState.Unreadable("it is torn"), """
                        fail stored state: read what is stored: it is torn"""),
                row("a state that is set aside", its -> its.stored = new StoredState.SetAside("it is torn"), """
                        warn stored state: read what is stored: it is torn; a start sets it aside, makes a new device and \
                        runs all steps"""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void a_fault_is_told_with_what_depends_on_it(String name, Break fault, String expected) {
        CheckupBench bench = new CheckupBench();

        fault.in(bench);

        assertThat(bench.faults()).containsExactlyElementsOf(expected.lines().toList());
        assertThat(bench.transport.open()).isZero();
        assertThat(bench.loop.pendingTimers()).isZero();
    }

    @Test
    void a_clock_that_was_never_set_does_not_fail_what_a_start_would_do() {
        CheckupBench bench = new CheckupBench();
        bench.loop.setWallClock(Instant.EPOCH);

        assertThat(bench.faults())
                .singleElement()
                .asString()
                .startsWith("warn clock: compare the clocks: this machine's is 1767225599 s behind the service's");
    }

    @Test
    void without_a_service_dates_are_a_warning_only() {
        CheckupBench bench = new CheckupBench()
                .device(CheckupBench.FACTORY.device("d").expired().mint());
        bench.service.onConnect(ConnectReply.REFUSED);

        assertThat(bench.line(Check.DATES))
                .startsWith(
                        "warn chain dates: judge 1 certificate at 2026-01-01T00:00:00Z by this machine's clock, which"
                                + " may be wrong: 'CN=d' expired at ")
                .endsWith("; set the clock, or get a new certificate");
    }

    @Test
    void dates_fail_by_the_time_of_a_service_that_refuses() {
        CheckupBench bench = new CheckupBench()
                .device(CheckupBench.FACTORY.device("d").notYetValid().mint());
        bench.service.onConnect(ConnectReply.UP, ConnectReply.DEVICE_NOT_TRUSTED);

        assertThat(bench.faults())
                .hasSize(4)
                .endsWith("skipped service: because TLS failed", "skipped clock: because TLS failed")
                .first()
                .asString()
                .startsWith(
                        "fail chain dates: judge 1 certificate at 2026-01-01T00:00:00Z by the service's clock: 'CN=d' is"
                                + " not valid before ");
    }

    @Test
    void dates_are_a_warning_where_the_service_takes_them() {
        CheckupBench bench = new CheckupBench()
                .device(CheckupBench.FACTORY.device("d").expired().mint());

        assertThat(bench.faults()).singleElement().asString().startsWith("warn chain dates: ");
    }

    @Test
    void a_service_whose_certificate_ended_fails_where_dates_count() {
        CheckupBench bench = new CheckupBench();
        TestCertificate ended =
                bench.service.root().server("dps.test").expired().mint();
        bench.service.showing(ended);

        assertThat(bench.faults())
                .hasSize(3)
                .endsWith("skipped service: because TLS failed", "skipped clock: because TLS failed")
                .first()
                .asString()
                .startsWith("fail TLS: shake hands with the manufacturer certificate: ")
                .endsWith(
                        ", at 2026-01-01T00:00:00Z, after a connection for the time alone, where dates do not count, came"
                                + " up; renew the certificates of the service, or set the clocks");
    }

    @Test
    void the_whole_way_has_a_limit() {
        CheckupBench bench = new CheckupBench();
        bench.way = new Transport() {
            @Override
            public CompletionStage<DpsConnection> connect(Dial dial) {
                return new CompletableFuture<>();
            }

            @Override
            public void close() {}
        };

        assertThat(bench.line(Check.TCP))
                .isEqualTo("fail TCP: connect to dps.test:20030: not done within the 45 s of a checkup");
    }

    @Test
    void over_udp_the_handshake_is_the_first_that_can_fail() {
        CheckupBench bench = new CheckupBench();
        bench.endpoint = "coaps://dps.test";
        String handshake = "shake hands by DTLS over UDP with dps.test:5684, with the manufacturer certificate: ";

        bench.transport.listen(bench.endpoint, bench.service);
        assertThat(bench.lines())
                .contains(
                        "skipped TCP: because coaps goes over UDP, where nothing is connected first",
                        "ok TLS: " + handshake + "the device takes the service's chain",
                        "ok service: ask for the time: the service takes the device's chain and answers");

        bench.service.onConnect(ConnectReply.REFUSED);
        assertThat(bench.lines())
                .contains(
                        "skipped TCP: because coaps goes over UDP, where nothing is connected first",
                        "fail TLS: " + handshake + "the service cannot be reached: nobody listens at coaps://dps.test;"
                                + " see to the log of the service",
                        "skipped service: because TLS failed");
    }

    @Test
    void a_stored_state_says_which_steps_a_start_would_run() {
        CheckupBench bench = new CheckupBench();
        DeviceState state = DeviceState.fresh(
                        UUID.fromString("0f1e2d3c-4b5a-4978-8695-a4b3c2d1e0f9"),
                        "d",
                        new Platform(UUID.randomUUID(), "maker", "oic.d.test"),
                        DeviceKey.generate(new SecureRandom()))
                .withLastSyncedTime(Instant.parse("2025-12-31T00:00:00Z"))
                .takeOwnership(UUID.randomUUID());
        bench.stored = new StoredState.Kept(state);

        assertThat(bench.line(Check.STATE))
                .isEqualTo("ok stored state: read what is stored: device 0f1e2d3c-4b5a-4978-8695-a4b3c2d1e0f9, owned,"
                        + " time of 2025-12-31T00:00:00Z, no cloud, no credentials, no access rules; a start runs cloud,"
                        + " credentials, acls");
    }

    private static Arguments row(String name, Break fault, String expected) {
        return Arguments.of(name, fault, expected);
    }

    private static TestCertificate other() {
        return TestPki.root("another factory").mint().device("other").mint();
    }
}
