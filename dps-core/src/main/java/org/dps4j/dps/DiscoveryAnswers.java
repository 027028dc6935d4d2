package org.dps4j.dps;

import java.util.Optional;
import org.dps4j.device.Device;
import org.dps4j.device.resource.DeviceResources;
import org.dps4j.dps.transport.PeerAnswers;
import org.dps4j.dps.transport.PeerRequest;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.payload.link.ResourceLink;

/** Answers a service that asks for the device's links while the device waits for its own answer. */
final class DiscoveryAnswers implements PeerAnswers {

    private final Device device;
    private final DeviceResources resources;

    DiscoveryAnswers(Device device, DeviceResources resources) {
        this.device = device;
        this.resources = resources;
    }

    @Override
    public Optional<Bytes> answer(PeerRequest request) {
        return request.path().equals("/oic/res")
                ? resources
                        .discover(device.state().id(), request.query())
                        .map(links -> Bytes.copyOf(ResourceLink.LIST_CODEC.encode(links)))
                : Optional.empty();
    }
}
