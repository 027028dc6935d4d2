package org.dps4j.gateway.directory;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.dps4j.gateway.session.Answer;
import org.dps4j.gateway.session.DeviceSession;
import org.dps4j.gateway.session.GatewayResource;
import org.dps4j.gateway.shadow.DeviceShadow;
import org.dps4j.gateway.shadow.Shadows;
import org.dps4j.protocol.payload.QueryParts;
import org.dps4j.protocol.payload.link.ResourceLink;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;

/** {@code /oic/res}: what the devices of the same owner have published (ocf-cloud 5.3). */
public final class DiscoveryResource extends GatewayResource {

    private final Shadows shadows;

    public DiscoveryResource(Shadows shadows) {
        super("res", Access.SIGNED_IN);
        this.shadows = shadows;
    }

    @Override
    protected CompletionStage<Answer> answer(DeviceSession session, Request request) {
        if (request.getCode() != Code.GET) {
            throw noSuchMethod(request);
        }
        QueryParts query = QueryParts.of(request.getOptions().getUriQuery());
        List<String> devices = query.all("di");
        List<String> types = query.all("rt");
        List<ResourceLink> links = shadows.ofOwner(session.owner().orElse("")).stream()
                .filter(device ->
                        devices.isEmpty() || devices.contains(device.id().toString()))
                .flatMap(DiscoveryResource::links)
                .filter(link -> types.isEmpty() || link.resourceTypes().stream().anyMatch(types::contains))
                .toList();
        return CompletableFuture.completedFuture(
                Answer.of(ResponseCode.CONTENT, ResourceLink.LIST_CODEC.encode(links)));
    }

    /** The way to a resource leads through the gateway. */
    private static Stream<ResourceLink> links(DeviceShadow device) {
        return device.resources().values().stream()
                .flatMap(resource -> resource.link().stream())
                .map(link -> new ResourceLink(
                        Optional.of("ocf://" + device.id()),
                        path(device.id(), link.href()),
                        link.resourceTypes(),
                        link.interfaces(),
                        link.policy(),
                        List.of(),
                        List.of(),
                        OptionalLong.empty()));
    }

    static String path(UUID deviceId, String href) {
        return "/" + OtherDevicesResource.PATH + "/" + deviceId + href;
    }
}
