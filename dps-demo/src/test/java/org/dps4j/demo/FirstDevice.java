package org.dps4j.demo;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.UUID;
import org.dps4j.device.Device;
import org.dps4j.device.DeviceState;
import org.dps4j.device.Platform;
import org.dps4j.device.cloud.CloudStatus;
import org.dps4j.device.cloud.client.CloudSettings;
import org.dps4j.device.cloud.client.OcfCloudClient;
import org.dps4j.device.security.DeviceKey;
import org.dps4j.device.server.DeviceResources;
import org.dps4j.device.store.FileDeviceStore;
import org.dps4j.dps.DpsClient;
import org.dps4j.loop.Workers;
import org.dps4j.protocol.coap.NettyLoops;
import org.dps4j.protocol.pki.Pem;

/** The first program of the README; a test holds the two together. */
final class FirstDevice {

    private FirstDevice() {}

    static CloudStatus bringOnline(Path factory, Path state, URI service) throws Exception {
        // README: begin
        List<X509Certificate> chain = Pem.certificates(Files.readString(factory.resolve("mfgcrt.pem")));
        PrivateKey key = Pem.privateKey(Files.readString(factory.resolve("mfgkey.pem")));
        List<X509Certificate> anchors = Pem.certificates(Files.readString(factory.resolve("dpsca.pem")));

        try (NettyLoops loops = NettyLoops.start("device", 1);
                Workers disk = Workers.named("store", 1, 16);
                FileDeviceStore store = new FileDeviceStore(state, disk)) {
            Platform platform = new Platform(UUID.randomUUID(), "example.com", "oic.d.light");
            Device device = Device.open(
                            loops.next(),
                            store,
                            () -> DeviceState.fresh(
                                    UUID.randomUUID(), "lamp", platform, DeviceKey.generate(new SecureRandom())))
                    .join();
            device.update(it -> it.withCredentials(it.credentials()
                            .installManufacturerCertificate(chain, key)
                            .credentials()
                            .installManufacturerTrustAnchors(anchors)
                            .credentials()))
                    .join();
            DeviceResources resources = DeviceResources.of(device);
            try (OcfCloudClient cloud = OcfCloudClient.of(resources, CloudSettings.DEFAULTS);
                    DpsClient client = DpsClient.builder(device)
                            .endpoint(service)
                            .resources(resources)
                            .cloud(cloud)
                            .build()) {
                client.start();
                return cloud.online().join();
            }
        }
        // README: end
    }
}
