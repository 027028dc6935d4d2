package org.dps4j.gateway.directory;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dps4j.gateway.session.Answer;
import org.dps4j.gateway.session.DeviceSession;
import org.dps4j.gateway.session.GatewayResource;
import org.dps4j.gateway.session.RefusedException;
import org.dps4j.gateway.session.Sessions;
import org.dps4j.gateway.shadow.Href;
import org.dps4j.gateway.shadow.ResourceShadow;
import org.dps4j.gateway.shadow.ShadowFullException;
import org.dps4j.gateway.shadow.ShadowKeeper;
import org.dps4j.gateway.shadow.Shadows;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.coap.TransportLimits;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.directory.PublishAnswer;
import org.dps4j.protocol.payload.directory.PublishRequest;
import org.dps4j.protocol.payload.directory.UnpublishQuery;
import org.dps4j.protocol.payload.link.ResourceLink;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;

/** {@code /oic/rd}: devices publish their resources (ocf-cloud 5.1 to 5.3). What was answered is on disk. */
public final class DirectoryResource extends GatewayResource {

    private static final int MOST_BYTES = TransportLimits.forService().outboundPayload();

    private final Shadows shadows;
    private final ShadowKeeper keeper;
    private final Sessions sessions;

    public DirectoryResource(Shadows shadows, ShadowKeeper keeper, Sessions sessions) {
        super("rd", Access.SIGNED_IN);
        this.shadows = shadows;
        this.keeper = keeper;
        this.sessions = sessions;
    }

    @Override
    protected CompletionStage<Answer> answer(DeviceSession session, Request request) throws PayloadException {
        return switch (request.getCode()) {
            case POST -> publish(session, PublishRequest.CODEC.decode(body(request)));
            case DELETE ->
                unpublish(session, UnpublishQuery.ofParts(request.getOptions().getUriQuery()));
            case GET ->
                CompletableFuture.completedFuture(Answer.of(
                        ResponseCode.CONTENT, new MapWriter().integer("sel", 0).toBytes()));
            default -> throw noSuchMethod(request);
        };
    }

    private CompletionStage<Answer> publish(DeviceSession session, PublishRequest request) {
        requireOwn(session, request.deviceId());
        List<ResourceLink> echoed = new ArrayList<>();
        Map<String, ResourceLink> kept = new LinkedHashMap<>();
        for (ResourceLink link : request.links()) {
            long instance = Instance.of(link.href());
            String path = Href.of(link.href())
                    .orElseThrow(() -> new RefusedException(
                            ResponseCode.BAD_REQUEST, "links.href: expected a path of at most 255 characters"));
            echoed.add(changed(link, link.anchor(), link.href(), instance));
            kept.put(path, changed(link, Optional.of("ocf://" + session.deviceId()), path, instance));
        }
        try {
            shadows.publish(session.deviceId(), kept.values());
        } catch (ShadowFullException e) {
            throw new RefusedException(ResponseCode.BAD_REQUEST, String.valueOf(e.getMessage()));
        }
        return keeper.flush().thenApply(written -> {
            sessions.published(session, kept.keySet());
            return Answer.of(
                    ResponseCode.CHANGED,
                    bounded(new PublishAnswer(
                            Optional.of(request.deviceId()), Optional.of(request.timeToLive()), echoed)));
        });
    }

    /** The whole links, unless that is more than may be sent to a device that does not say how much it takes. */
    private static byte[] bounded(PublishAnswer answer) {
        byte[] whole = PublishAnswer.CODEC.encode(answer);
        return whole.length <= MOST_BYTES ? whole : answer.inBrief();
    }

    private CompletionStage<Answer> unpublish(DeviceSession session, UnpublishQuery query) {
        requireOwn(session, query.deviceId());
        Set<Long> instances = new HashSet<>(query.instances());
        List<String> hrefs = shadows.find(session.deviceId()).stream()
                .flatMap(device -> device.resources().values().stream())
                .filter(resource -> resource.link()
                        .filter(link -> instances.isEmpty()
                                || instances.contains(link.instance().orElse(-1)))
                        .isPresent())
                .map(ResourceShadow::href)
                .toList();
        if (hrefs.isEmpty()) {
            throw new RefusedException(ResponseCode.BAD_REQUEST, "none of these is published");
        }
        shadows.unpublish(session.deviceId(), hrefs);
        return keeper.flush().thenApply(written -> Answer.of(ResponseCode.DELETED));
    }

    private static void requireOwn(DeviceSession session, UUID deviceId) {
        if (!session.deviceId().equals(deviceId)) {
            throw new RefusedException(
                    ResponseCode.BAD_REQUEST, "di: expected the id of the device that is signed in, found " + deviceId);
        }
    }

    private static ResourceLink changed(ResourceLink link, Optional<String> anchor, String href, long instance) {
        return new ResourceLink(
                anchor,
                href,
                link.resourceTypes(),
                link.interfaces(),
                link.policy(),
                link.endpoints(),
                link.relations(),
                OptionalLong.of(instance));
    }
}
