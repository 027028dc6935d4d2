package org.dps4j.dps;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.PrivateKey;
import java.security.Security;
import java.time.Instant;
import org.dps4j.dps.machine.Failure;
import org.dps4j.dps.retry.RetryTable;
import org.dps4j.dps.scripted.ScriptedServer;
import org.dps4j.dps.scripted.ScriptedService;
import org.dps4j.dps.token.FakeToken;
import org.dps4j.protocol.coap.NettyLoops;
import org.dps4j.protocol.pki.KeyMatch;
import org.dps4j.testkit.leak.LeakCheck;
import org.dps4j.testkit.pki.TestAuthority;
import org.dps4j.testkit.pki.TestCertificate;
import org.dps4j.testkit.pki.TestPki;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A device whose manufacturer key is in a token: it is used and never read. */
class TokenKeyIT {

    @RegisterExtension
    static final LeakCheck LEAKS = LeakCheck.afterEachTest();

    private final TestAuthority manufacturer = TestPki.root("Manufacturer").mint();
    private final TestCertificate own = manufacturer.device("device").mint();
    private final FakeToken token = new FakeToken();
    private final PrivateKey key = token.keep(own.privateKey());
    private final ScriptedService service = new ScriptedService(Instant::now);
    private NettyLoops loops;

    @BeforeEach
    void plug_in() {
        loops = NettyLoops.start("it-token", 1);
        Security.addProvider(token);
    }

    @AfterEach
    void pull_out() {
        Security.removeProvider(token.getName());
        loops.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void a_key_that_has_no_encoding_provisions_a_device(String protocol) {
        assertThat(key.getEncoded()).isNull();

        try (ScriptedServer server = ScriptedServer.start(loops, service, manufacturer.certificate(), protocol);
                RunningDevice run = run(server)) {
            run.awaitProvisioned();

            assertThat(run.failures()).isEmpty();
            assertThat(token.signatures()).isEqualTo(2);
        }
    }

    @Test
    void over_dtls_it_is_a_failure_that_names_the_way_out() {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

        try (ScriptedServer server = ScriptedServer.startDtls(loops, service, manufacturer.certificate(), anyPort);
                RunningDevice run = run(server)) {
            assertThat(run.awaitFailure())
                    .isInstanceOf(Failure.LocalFault.class)
                    .extracting(Failure::describe)
                    .asString()
                    .contains("a manufacturer key that is in a token")
                    .contains("use coaps+tcp");
            assertThat(token.signatures()).isZero();
        }
    }

    @Test
    void it_belongs_to_its_certificate_and_to_no_other() {
        assertThat(KeyMatch.matches(key, own.certificate())).isTrue();
        assertThat(KeyMatch.matches(key, manufacturer.certificate())).isFalse();
    }

    @Test
    void a_token_that_is_pulled_is_a_failure_with_a_next_attempt_and_ends_well_once_it_is_back() {
        token.pull();

        try (ScriptedServer server = ScriptedServer.start(loops, service, manufacturer.certificate(), "TLSv1.2");
                RunningDevice run = run(server)) {
            Failure failure = run.awaitFailure();
            token.plugIn();
            run.awaitProvisioned();

            assertThat(failure).isInstanceOf(Failure.LocalFault.class);
            assertThat(failure.describe()).contains("the token is gone");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void without_its_provider_the_key_is_a_failure_that_says_so(String protocol) {
        Security.removeProvider(token.getName());

        try (ScriptedServer server = ScriptedServer.start(loops, service, manufacturer.certificate(), protocol);
                RunningDevice run = run(server)) {
            assertThat(run.awaitFailure().describe())
                    .contains("the handshake failed")
                    .contains("CertificateVerify");
        }
    }

    private RunningDevice run(ScriptedServer server) {
        return RunningDevice.start(
                loops.next(),
                service,
                DpsConfig.DEFAULTS.withRetry(RetryTable.ofSeconds(1)),
                own.chain(),
                key,
                server.endpoint());
    }
}
