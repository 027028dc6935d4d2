package org.dps4j.demo.hold;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import org.dps4j.demo.hold.HeldDevice.Failed;
import org.dps4j.device.store.MemoryDeviceStore;
import org.dps4j.dps.machine.Failure;
import org.dps4j.dps.machine.FailureClass;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.dps.retry.RetryTable;
import org.dps4j.protocol.coap.NettyLoops;
import org.dps4j.service.ProvisioningService;
import org.dps4j.testkit.leak.LeakCheck;
import org.dps4j.testkit.pki.KeyPurpose;
import org.dps4j.testkit.pki.TestAuthority;
import org.dps4j.testkit.pki.TestCertificate;
import org.dps4j.testkit.pki.TestPki;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Device and service that do not find together, say why, and do once the cause is mended. */
@Timeout(60)
class TrustIT {

    @RegisterExtension
    static final LeakCheck LEAKS = LeakCheck.afterEachTest();

    private static final RetryTable RETRY = RetryTable.ofSeconds(1);

    @TempDir
    Path directory;

    private NettyLoops loops;
    private Site site;

    @BeforeEach
    void mint() {
        loops = NettyLoops.start("hold-device", 1);
        site = new Site(directory);
    }

    @AfterEach
    void close() {
        loops.close();
    }

    @Test
    void a_device_that_does_not_trust_the_service_says_so_until_the_service_shows_the_right_certificate() {
        TestAuthority somebody = TestPki.root("Somebody").mint();
        site.showing(somebody.server("localhost").mint());

        try (HeldDevice device = refusedTwice(site.factory.device("d").mint(), "we refused the peer's certificate")) {
            assertThat(device.failures().get(0).failure().describe()).contains("CN=localhost");
            site.showing(site.serviceRoot.server("localhost").mint());

            assertProvisionedAtTheSamePort(device);
        }
    }

    @Test
    void a_device_whose_anchor_is_wrong_is_provisioned_once_it_has_the_right_one() {
        X509Certificate wrong = TestPki.root("Service root").mint().certificate();
        TestCertificate own = site.factory.device("d").mint();

        try (ProvisioningService service = site.start();
                HeldDevice device = device(own, wrong, service.coapAddress()).start()) {
            assertRefused(device, "we refused the peer's certificate");

            device.install(own, site.serviceRoot.certificate());

            device.awaitProvisioned();
        }
    }

    @Test
    void a_device_of_an_unknown_manufacturer_is_refused_until_a_group_knows_its_manufacturer() {
        TestAuthority other = TestPki.root("Other manufacturer").mint();

        try (HeldDevice device = refusedTwice(other.device("d").mint(), "the service refused our certificate")) {
            site.enrolling(other);

            assertProvisionedAtTheSamePort(device);
        }
    }

    @Test
    void a_device_of_a_factory_without_a_group_is_refused_until_there_is_one() {
        TestAuthority second = site.manufacturer.intermediate("Factory 2").mint();

        try (HeldDevice device = refusedTwice(second.device("d").mint(), "the service refused our certificate")) {
            site.enrolling(second);

            assertProvisionedAtTheSamePort(device);
        }
    }

    @Test
    void an_expired_manufacturer_certificate_is_refused_until_its_group_accepts_such() {
        TestCertificate expired = site.factory.device("old").expired().mint();

        try (HeldDevice device = refusedTwice(expired, "the service refused our certificate")) {
            site.withGroupOption("expiredCertificates: accept");

            assertProvisionedAtTheSamePort(device);
        }
    }

    @Test
    void a_manufacturer_certificate_without_client_auth_is_refused_until_the_device_has_a_better_one() {
        TestCertificate forServers =
                site.factory.device("d").purposes(KeyPurpose.SERVER_AUTH).mint();

        try (ProvisioningService service = site.start();
                HeldDevice device = device(forServers, site.serviceRoot.certificate(), service.coapAddress())
                        .start()) {
            assertRefused(device, "the service refused our certificate");

            device.install(site.factory.device("d").mint(), site.serviceRoot.certificate());

            device.awaitProvisioned();
        }
    }

    @Test
    void a_service_that_is_down_at_the_start_provisions_the_device_once_it_is_up() {
        InetSocketAddress address;
        try (ProvisioningService service = site.start()) {
            address = service.coapAddress();
        }
        try (HeldDevice device = device(site.factory.device("d").mint(), site.serviceRoot.certificate(), address)
                .start()) {
            Failed failed = device.awaitFailure(2);
            assertThat(failed.failure()).isInstanceOf(Failure.Unreachable.class);
            assertThat(failed.failure().describe()).contains("nobody listens at 127.0.0.1:" + address.getPort());

            try (ProvisioningService service = site.startAt(address.getPort())) {
                device.awaitProvisioned();
                assertThat(service.coapAddress()).isEqualTo(address);
            }
        }
    }

    private HeldDevice device(TestCertificate own, X509Certificate anchor, InetSocketAddress address) {
        return HeldDevice.open(loops.next(), new MemoryDeviceStore(), own, anchor, RETRY, address);
    }

    /** A device that was refused twice by the site's service, which is down now. */
    private HeldDevice refusedTwice(TestCertificate own, String said) {
        try (ProvisioningService service = site.start()) {
            HeldDevice device = device(own, site.serviceRoot.certificate(), service.coapAddress())
                    .start();
            assertRefused(device, said);
            return device;
        }
    }

    private void assertProvisionedAtTheSamePort(HeldDevice device) {
        int port = device.client().endpoints().selected().orElseThrow().uri().getPort();
        try (ProvisioningService service = site.startAt(port)) {
            device.awaitProvisioned();
            assertThat(device.state().identity()).isPresent();
            assertThat(service.coapAddress().getPort()).isEqualTo(port);
        }
    }

    private static void assertRefused(HeldDevice device, String said) {
        device.awaitFailure(2);
        assertThat(device.failures().subList(0, 2)).allSatisfy(failed -> {
            assertThat(failed.step()).isEqualTo(ProvisioningStep.TIME);
            assertThat(failed.failure()).isInstanceOf(Failure.Untrusted.class);
            assertThat(failed.failure().kind()).isEqualTo(FailureClass.UNREACHABLE);
            assertThat(failed.failure().describe()).contains(said);
            assertThat(failed.nextAttemptIn()).isBetween(Duration.ofMillis(500), Duration.ofMillis(999));
            assertThat(failed.changedNothing()).as("changed nothing").isTrue();
        });
        assertThat(device.client().snapshot().isProvisioned()).isFalse();
    }
}
