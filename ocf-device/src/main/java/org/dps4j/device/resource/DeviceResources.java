package org.dps4j.device.resource;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.dps4j.protocol.payload.link.LinkPolicy;
import org.dps4j.protocol.payload.link.ResourceLink;

/**
 * The resources of a device, and what {@code GET /oic/res} says of them (OCF Core 11.2).
 *
 * @param all in the order of the answer; no path twice
 */
public record DeviceResources(List<DeviceResource> all) {

    private static final String DISCOVERY = "/oic/res";
    private static final List<String> READ = List.of("oic.if.r", "oic.if.baseline");
    private static final List<String> READ_WRITE = List.of("oic.if.rw", "oic.if.baseline");
    private static final List<String> LINKS = List.of("oic.if.ll", "oic.if.baseline");
    private static final Set<LinkPolicy> SEEN = Set.of(LinkPolicy.DISCOVERABLE);
    private static final Set<LinkPolicy> OBSERVED = Set.of(LinkPolicy.DISCOVERABLE, LinkPolicy.OBSERVABLE);

    public DeviceResources {
        all = List.copyOf(all);
        Set<String> paths = new HashSet<>();
        for (DeviceResource resource : all) {
            if (!paths.add(resource.href())) {
                throw new IllegalArgumentException("two resources have the path " + resource.href());
            }
        }
    }

    /** What every device has that is provisioned for a cloud. */
    public static DeviceResources ofDevice(String deviceType) {
        return new DeviceResources(List.of(
                new DeviceResource("/oic/p", List.of("oic.wk.p"), READ, OBSERVED),
                new DeviceResource("/x.plgd.dev/time", List.of("x.plgd.dev.time"), READ_WRITE, OBSERVED),
                new DeviceResource(DISCOVERY, List.of("oic.wk.res"), LINKS, OBSERVED),
                new DeviceResource("/oic/d", List.of(deviceType, "oic.wk.d"), READ, OBSERVED),
                new DeviceResource("/oic/sec/doxm", List.of("oic.r.doxm"), READ_WRITE, SEEN),
                new DeviceResource("/oic/sec/pstat", List.of("oic.r.pstat"), READ_WRITE, OBSERVED),
                new DeviceResource("/oic/sec/acl2", List.of("oic.r.acl2"), READ_WRITE, SEEN),
                new DeviceResource("/oic/sec/cred", List.of("oic.r.cred"), READ_WRITE, SEEN),
                new DeviceResource("/CoapCloudConfResURI", List.of("oic.r.coapcloudconf"), READ_WRITE, OBSERVED)));
    }

    /** The same resources and one more. */
    public DeviceResources with(DeviceResource added) {
        List<DeviceResource> longer = new ArrayList<>(all);
        longer.add(added);
        return new DeviceResources(longer);
    }

    /**
     * The answer to {@code GET /oic/res}, or nothing where the query asks for an interface that is not offered. An
     * interface that nobody knows counts as the default one, the list of links.
     *
     * @param deviceId whose resources these are
     * @param query the parts of the request's query, such as {@code rt=oic.wk.d}
     */
    public Optional<List<ResourceLink>> discover(UUID deviceId, List<String> query) {
        if (query.contains("if=oic.if.b") || query.contains("if=oic.if.baseline")) {
            return Optional.empty();
        }
        Set<String> types = new HashSet<>();
        query.stream().filter(part -> part.startsWith("rt=")).forEach(part -> types.add(part.substring(3)));
        return Optional.of(all.stream()
                .filter(resource -> types.isEmpty() || resource.types().stream().anyMatch(types::contains))
                .map(resource -> link(deviceId, resource))
                .toList());
    }

    private static ResourceLink link(UUID deviceId, DeviceResource resource) {
        return new ResourceLink(
                Optional.of("ocf://" + deviceId),
                resource.href(),
                resource.types(),
                resource.interfaces(),
                resource.policy(),
                List.of(),
                resource.href().equals(DISCOVERY) ? List.of("self") : List.of(),
                OptionalLong.empty());
    }
}
