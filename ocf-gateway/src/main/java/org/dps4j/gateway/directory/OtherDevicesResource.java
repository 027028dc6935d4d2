package org.dps4j.gateway.directory;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dps4j.gateway.session.Answer;
import org.dps4j.gateway.session.Command;
import org.dps4j.gateway.session.Command.Method;
import org.dps4j.gateway.session.CommandResult;
import org.dps4j.gateway.session.Commands;
import org.dps4j.gateway.session.DeviceSession;
import org.dps4j.gateway.session.GatewayResource;
import org.dps4j.gateway.session.RefusedException;
import org.dps4j.gateway.shadow.DeviceShadow;
import org.dps4j.gateway.shadow.Href;
import org.dps4j.gateway.shadow.ResourceShadow;
import org.dps4j.gateway.shadow.ShadowEvent;
import org.dps4j.gateway.shadow.Shadows;
import org.dps4j.protocol.cbor.CborReader;
import org.dps4j.protocol.cbor.CborWriter;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.coap.CoapConnection;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.QueryParts;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.server.resources.Resource;

/**
 * {@code /api/v1/devices/<device><path>}: a device reads, observes, changes and deletes resources of the other devices of its
 * owner (ocf-cloud 5.4). What is read without an interface is what the cloud last heard.
 */
public final class OtherDevicesResource extends GatewayResource {

    static final String PATH = "api/v1/devices";

    private static final int SEGMENTS_OF_PATH = 3;

    private final Shadows shadows;
    private final Commands commands;

    public OtherDevicesResource(Shadows shadows, Commands commands) {
        super("devices", Access.SIGNED_IN);
        this.shadows = shadows;
        this.commands = commands;
        setObservable(true);
        shadows.listen(this::changed);
    }

    /** Everything below is this resource, too. */
    @Override
    public Resource getChild(String name) {
        return this;
    }

    @Override
    protected CompletionStage<Answer> answer(DeviceSession session, Request request) throws PayloadException {
        List<String> path = request.getOptions().getUriPath();
        DeviceShadow device = device(session, path);
        String href = href(path);
        Optional<String> resourceInterface =
                QueryParts.of(request.getOptions().getUriQuery()).only("if");
        return switch (request.getCode()) {
            case GET ->
                resourceInterface.isPresent()
                        ? command(device.id(), new Command(Method.RETRIEVE, href, resourceInterface, Optional.empty()))
                        : CompletableFuture.completedFuture(known(device, href));
            case POST ->
                command(
                        device.id(),
                        new Command(
                                Method.UPDATE, href, resourceInterface, Optional.of(CborReader.read(body(request)))));
            case DELETE -> command(device.id(), new Command(Method.DELETE, href, resourceInterface, Optional.empty()));
            default -> throw noSuchMethod(request);
        };
    }

    private DeviceShadow device(DeviceSession session, List<String> path) {
        return (path.size() > SEGMENTS_OF_PATH ? MapReader.uuidOf(path.get(SEGMENTS_OF_PATH)) : Optional.<UUID>empty())
                .flatMap(shadows::find)
                .filter(device -> session.owner().filter(device.owner()::equals).isPresent())
                .orElseThrow(() -> new RefusedException(ResponseCode.NOT_FOUND, "no such device of this owner"));
    }

    private static String href(List<String> path) {
        return Href.of(String.join("/", path.subList(SEGMENTS_OF_PATH + 1, path.size())))
                .orElseThrow(() -> new RefusedException(ResponseCode.NOT_FOUND, "no such resource"));
    }

    private static Answer known(DeviceShadow device, String href) {
        return device.resource(href)
                .flatMap(ResourceShadow::representation)
                .map(said -> Answer.of(ResponseCode.CONTENT, said.cbor().toArray()))
                .orElseThrow(() -> new RefusedException(ResponseCode.NOT_FOUND, "nothing is known of this resource"));
    }

    private CompletionStage<Answer> command(UUID deviceId, Command command) {
        return commands.send(deviceId, command, Duration.ZERO).thenApply(OtherDevicesResource::answer);
    }

    private static Answer answer(CommandResult result) {
        if (!result.code().isSuccess()) {
            throw new RefusedException(result.code(), "the device answered " + result.code());
        }
        return result.content()
                .map(content -> Answer.of(result.code(), CborWriter.write(content)))
                .orElseGet(() -> Answer.of(result.code()));
    }

    private void changed(ShadowEvent event) {
        if (event instanceof ShadowEvent.Changed changed) {
            tell(DiscoveryResource.path(event.deviceId(), changed.resource().href()));
        } else if (event instanceof ShadowEvent.Gone gone) {
            tell(DiscoveryResource.path(event.deviceId(), gone.href()));
        } else if (event instanceof ShadowEvent.Removed) {
            tell("/" + PATH + "/" + event.deviceId() + "/");
        }
    }

    /** Answers those anew who observe something at this path; below it, if it ends with a slash. */
    private void tell(String path) {
        changed(relation -> {
            Request request = relation.getExchange().getRequest();
            String observed = "/" + request.getOptions().getUriPathString();
            return !CoapConnection.of(request).closed().toCompletableFuture().isDone()
                    && (path.endsWith("/") ? observed.startsWith(path) : observed.equals(path));
        });
    }
}
