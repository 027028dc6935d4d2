package org.dps4j.demo.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.dps4j.device.Device;
import org.dps4j.device.DeviceState;
import org.dps4j.device.Platform;
import org.dps4j.device.resource.AnswerCode;
import org.dps4j.device.resource.Resource;
import org.dps4j.device.resource.ResourceAnswer;
import org.dps4j.device.resource.ResourceDescription;
import org.dps4j.device.resource.ResourceRequest;
import org.dps4j.device.resource.core.Maintenance;
import org.dps4j.device.security.DeviceKey;
import org.dps4j.device.security.access.Requester;
import org.dps4j.device.server.DeviceResources;
import org.dps4j.device.store.MemoryDeviceStore;
import org.dps4j.dps.DpsClient;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.coap.NettyLoops;
import org.dps4j.protocol.pki.OcfIdentity;
import org.dps4j.service.ProvisioningService;
import org.dps4j.testkit.leak.LeakCheck;
import org.dps4j.testkit.pki.TestCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the rules that the service delivers let others do with a device. */
@Timeout(60)
class DeliveredRulesIT {

    @RegisterExtension
    static final LeakCheck LEAKS = LeakCheck.afterEachTest();

    private static final CborMap ORDERS = new MapWriter()
            .truth("state", true)
            .text("n", "mine")
            .truth("fr", true)
            .truth("forceReprovision", true)
            .text("time", "2030-01-01T00:00:00Z")
            .toMap();

    private final List<String> done = new ArrayList<>();

    @TempDir
    Path directory;

    @Test
    void a_stranger_reads_what_the_device_is_and_the_time_and_has_nothing_done() throws Exception {
        Site site = new Site(directory);
        TestCertificate own = site.factory.device("d").mint();
        try (NettyLoops loops = NettyLoops.start("rules-device", 1);
                ProvisioningService service = site.start()) {
            Device device = Device.open(loops.next(), new MemoryDeviceStore(), DeliveredRulesIT::fresh)
                    .join();
            device.update(state -> state.withCredentials(state.credentials()
                            .installManufacturerCertificate(own.chain(), own.privateKey())
                            .credentials()
                            .installManufacturerTrustAnchors(List.of(site.serviceRoot.certificate()))
                            .credentials()))
                    .join();
            DeviceResources resources = withLight(device);
            try (DpsClient client = DpsClient.builder(device)
                    .endpoint(HeldDevice.endpoint(service.coapAddress()))
                    .cloud(new HeldDevice.WillingCloud())
                    .resources(resources)
                    .build()) {
                client.addConfigurationResource();
                client.start();
                await().atMost(HeldDevice.PATIENCE)
                        .until(() -> client.snapshot().isProvisioned() && client.hasBeenProvisionedSinceReset());
                DeviceState provisioned = device.state();
                List<String> paths = resources.descriptions().stream()
                        .map(ResourceDescription::href)
                        .toList();
                assertThat(paths).contains("/light/1", "/plgd/dps", "/oc/con", "/oic/mnt", "/oic/sec/cred");

                Requester stranger = Requester.of(UUID.randomUUID());
                assertThat(paths.stream().filter(path -> isDone(resources, ResourceRequest.get(path, stranger))))
                        .containsExactlyInAnyOrder(
                                "/oic/d", "/oic/p", "/oic/res", "/x.plgd.dev/time", "/oic/sec/roles");
                assertThat(paths.stream()
                                .filter(path -> isDone(resources, ResourceRequest.post(path, ORDERS, stranger))))
                        .isEmpty();
                assertThat(resources
                                .answer(ResourceRequest.post("/light/1", ORDERS, stranger))
                                .join()
                                .code())
                        .isEqualTo(AnswerCode.UNAUTHORIZED);
                assertThat(device.state()).isEqualTo(provisioned);
                assertThat(done).isEmpty();

                Requester owner = Requester.of(OcfIdentity.ownerUuid("1"));
                Requester hub = Requester.of(provisioned.cloud().selected().id());
                assertThat(isDone(resources, ResourceRequest.get("/plgd/dps", owner)))
                        .isTrue();
                assertThat(isDone(resources, ResourceRequest.post("/light/1", ORDERS, hub)))
                        .isTrue();
                assertThat(done).containsExactly("light");
            }
        }
    }

    private DeviceResources withLight(Device device) {
        DeviceResources resources = DeviceResources.of(device, new Maintenance() {
            @Override
            public void reboot() {
                done.add("reboot");
            }

            @Override
            public void factoryReset() {
                done.add("reset");
            }
        });
        resources.add(Resource.at("/light/1")
                .type("core.light")
                .onGet(request -> new MapWriter().truth("state", false).toMap())
                .onPost(request -> {
                    done.add("light");
                    return ResourceAnswer.changed();
                })
                .build());
        return resources;
    }

    private static boolean isDone(DeviceResources resources, ResourceRequest request) {
        AnswerCode code = resources.answer(request).join().code();
        return code == AnswerCode.CONTENT || code == AnswerCode.CHANGED || code == AnswerCode.CREATED;
    }

    private static DeviceState fresh() {
        return DeviceState.fresh(
                UUID.randomUUID(),
                "test device",
                new Platform(UUID.randomUUID(), "maker", "oic.d.test"),
                DeviceKey.generate(new SecureRandom()));
    }
}
