package org.dps4j.service.hub;

import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.dps4j.protocol.payload.cloud.CloudServer;

/**
 * The hubs of one enrollment group, the preferred one first.
 *
 * @param hubs never empty
 */
public record Hubs(List<Hub> hubs) {

    public Hubs {
        hubs = List.copyOf(hubs);
        if (hubs.isEmpty()) {
            throw new IllegalArgumentException("a group has at least one hub");
        }
    }

    /** The hub and gateway for a device that has no wish. */
    public Choice preferred() {
        return new Choice(hubs.get(0), hubs.get(0).gateways().get(0));
    }

    /** The gateway a device has selected, if it is one of these hubs'; else the preferred one. */
    public Choice choose(CloudServer selected) {
        return hubs.stream()
                .filter(hub -> hub.id().equals(selected.id()) && hub.gateways().contains(selected.uri()))
                .findFirst()
                .map(hub -> new Choice(hub, selected.uri()))
                .orElseGet(this::preferred);
    }

    /** Every gateway of every hub, in order, none twice. */
    public List<CloudServer> servers() {
        return hubs.stream()
                .flatMap(hub -> hub.gateways().stream().map(uri -> new CloudServer(uri, hub.id())))
                .distinct()
                .toList();
    }

    /** The ids of the hubs, in order, none twice. */
    public List<UUID> ids() {
        return hubs.stream().map(Hub::id).distinct().toList();
    }

    /** Where a device is sent. */
    public record Choice(Hub hub, URI gateway) {}
}
