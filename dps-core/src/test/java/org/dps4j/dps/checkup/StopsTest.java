package org.dps4j.dps.checkup;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.stream.Stream;
import org.dps4j.dps.checkup.ServiceReport.Stop;
import org.dps4j.dps.machine.Failure;
import org.dps4j.dps.transport.TransportException;
import org.dps4j.protocol.coap.CloseReason;
import org.dps4j.protocol.coap.ConnectionClosedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StopsTest {

    static Stream<Arguments> ends() {
        return Stream.of(
                Arguments.of(
                        new CloseReason.NameNotFound("nowhere"),
                        Check.DNS,
                        "no address found for the host name nowhere",
                        "see to the endpoint and the name server"),
                Arguments.of(
                        new CloseReason.ConnectRefused(InetSocketAddress.createUnresolved("host", 1)),
                        Check.TCP,
                        "nobody listens at host:1 (connection refused)",
                        "see that the service runs and no firewall is between"),
                Arguments.of(
                        new CloseReason.ConnectTimeout(Duration.ofSeconds(10)),
                        Check.TCP,
                        "no TCP connection within 10000 ms",
                        "see that the service runs and no firewall is between"),
                Arguments.of(
                        new CloseReason.ConnectFailed("no route to host"),
                        Check.TCP,
                        "cannot connect: no route to host",
                        "see that the service runs and no firewall is between"),
                Arguments.of(
                        new CloseReason.HandshakeTimeout(Duration.ofSeconds(10)),
                        Check.TLS,
                        "the handshake was not complete within 10000 ms",
                        "see that a provisioning service listens at the endpoint"),
                Arguments.of(
                        new CloseReason.HandshakeFailed("the peer does not speak TLS"),
                        Check.TLS,
                        "the handshake failed: the peer does not speak TLS",
                        "see that a provisioning service listens at the endpoint"),
                Arguments.of(
                        new CloseReason.PeerCertificateRefused("unknown issuer"),
                        Check.TLS,
                        "we refused the peer's certificate: unknown issuer",
                        "take the root of this service for a trust anchor (dpsca.pem), have the service show a valid"
                                + " certificate, or correct the endpoint"),
                Arguments.of(
                        new CloseReason.OurCertificateRefused("bad_certificate"),
                        Check.TLS,
                        "the service refused our certificate (alert bad_certificate)",
                        "ask dps-service explain with the device's chain (mfgcrt.pem)"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ends")
    void a_connection_that_does_not_come_up_stops_where_it_belongs(
            CloseReason reason, Check at, String found, String remedy) {
        assertThat(Stops.connecting(failed(reason))).isEqualTo(new Stop(at, found, remedy));
    }

    @Test
    void a_refusal_that_comes_instead_of_an_answer_is_one_of_tls() {
        assertThat(Stops.asking(failed(new CloseReason.OurCertificateRefused("unknown_ca"))))
                .isEqualTo(new Stop(
                        Check.TLS,
                        "the service refused our certificate (alert unknown_ca)",
                        "ask dps-service explain with the device's chain (mfgcrt.pem)"));
        assertThat(Stops.asking(failed(new CloseReason.ClosedByPeer())))
                .isEqualTo(new Stop(
                        Check.SERVICE, "the connection was lost: it says so", "see to the log of the service"));
    }

    private static TransportException failed(CloseReason reason) {
        return new TransportException(new Failure.ConnectionLost("it says so"), new ConnectionClosedException(reason));
    }
}
