package org.dps4j.gateway.api;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.dps4j.gateway.account.AccountDesk;
import org.dps4j.gateway.session.Command;
import org.dps4j.gateway.session.Command.Method;
import org.dps4j.gateway.session.CommandResult;
import org.dps4j.gateway.session.Commands;
import org.dps4j.gateway.session.RefusedException;
import org.dps4j.gateway.shadow.DeviceShadow;
import org.dps4j.gateway.shadow.Href;
import org.dps4j.gateway.shadow.ResourceShadow;
import org.dps4j.gateway.shadow.Shadows;
import org.dps4j.protocol.cbor.CborValue;
import org.dps4j.protocol.cbor.MapReader;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the API does, as {@code openapi.yaml} describes it: lists, shows and removes devices; reads, updates and deletes their
 * resources. May be called by any thread; never blocks.
 */
public final class DeviceApi {

    private static final Logger LOG = LoggerFactory.getLogger(DeviceApi.class);
    private static final Pattern INTERFACE = Pattern.compile("[A-Za-z0-9.\\-]{1,64}");
    private static final int MOST_PATIENCE = 60;

    private final Shadows shadows;
    private final Commands commands;
    private final AccountDesk accounts;

    public DeviceApi(Shadows shadows, Commands commands, AccountDesk accounts) {
        this.shadows = shadows;
        this.commands = commands;
        this.accounts = accounts;
    }

    /** Answers a request; never fails. */
    CompletionStage<ApiReply> answer(ApiRequest request) {
        try {
            return route(request).exceptionally(DeviceApi::problem);
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(problem(e));
        }
    }

    private CompletionStage<ApiReply> route(ApiRequest request) {
        List<String> path = request.path();
        if (path.isEmpty() || !path.get(0).equals("devices")) {
            throw notFound("nothing is here; see /api/openapi.yaml");
        }
        if (path.size() == 1) {
            require(request, "GET");
            return done(ApiReply.ok(json -> DeviceJson.writeAll(json, shadows.all())));
        }
        DeviceShadow device = device(path.get(1));
        if (path.size() == 2) {
            return device(request, device);
        }
        if (path.size() == 3 || !path.get(2).equals("resources")) {
            throw notFound("nothing is here; see /api/openapi.yaml");
        }
        String href = Href.of(String.join("/", path.subList(3, path.size())))
                .orElseThrow(() -> notFound("this is not the path of a resource"));
        return resource(request, device, href);
    }

    private CompletionStage<ApiReply> device(ApiRequest request, DeviceShadow device) {
        require(request, "GET", "DELETE");
        if (request.method().equals("GET")) {
            return done(ApiReply.ok(json -> DeviceJson.write(json, device)));
        }
        return accounts.remove(device.id()).thenApply(known -> ApiReply.nothing());
    }

    private CompletionStage<ApiReply> resource(ApiRequest request, DeviceShadow device, String href) {
        require(request, "GET", "POST", "DELETE");
        Optional<String> resourceInterface = request.query("interface");
        if (resourceInterface.isPresent()
                && !INTERFACE.matcher(resourceInterface.get()).matches()) {
            throw new ApiProblem(400, "bad-request", "interface: expected a name such as oic.if.rw");
        }
        return switch (request.method()) {
            case "GET" ->
                resourceInterface.isPresent() || source(request).equals("device")
                        ? command(request, device.id(), Method.RETRIEVE, href, resourceInterface, Optional.empty())
                        : done(known(device, href));
            case "POST" ->
                command(request, device.id(), Method.UPDATE, href, resourceInterface, Optional.of(body(request)));
            default -> command(request, device.id(), Method.DELETE, href, resourceInterface, Optional.empty());
        };
    }

    private static ApiReply known(DeviceShadow device, String href) {
        ResourceShadow resource =
                device.resource(href).orElseThrow(() -> notFound("the device has no resource " + href));
        return ApiReply.ok(json -> DeviceJson.write(json, resource));
    }

    private CompletionStage<ApiReply> command(
            ApiRequest request,
            UUID deviceId,
            Method method,
            String href,
            Optional<String> resourceInterface,
            Optional<CborValue> body) {
        return commands.send(deviceId, new Command(method, href, resourceInterface, body), patience(request))
                .thenApply(DeviceApi::answered);
    }

    private static ApiReply answered(CommandResult result) {
        if (!result.code().isSuccess()) {
            throw new ApiProblem(
                    status(result.code()), "device-refused", "the device answered " + named(result.code()));
        }
        return ApiReply.ok(json -> {
            json.writeStartObject();
            json.writeStringField("code", result.code().text);
            if (result.content().isPresent()) {
                json.writeFieldName("content");
                Json.write(json, result.content().get());
            }
            json.writeEndObject();
        });
    }

    private DeviceShadow device(String id) {
        return MapReader.uuidOf(id)
                .flatMap(shadows::find)
                .orElseThrow(() -> notFound("no device with this id is registered"));
    }

    private static String source(ApiRequest request) {
        String source = request.query("from").orElse("shadow");
        if (!source.equals("shadow") && !source.equals("device")) {
            throw new ApiProblem(400, "bad-request", "from: expected shadow or device");
        }
        return source;
    }

    private static Duration patience(ApiRequest request) {
        Optional<String> text = request.query("wait");
        if (text.isEmpty()) {
            return Duration.ZERO;
        }
        if (!text.get().matches("\\d{1,2}") || Integer.parseInt(text.get()) > MOST_PATIENCE) {
            throw new ApiProblem(400, "bad-request", "wait: expected seconds from 0 to " + MOST_PATIENCE);
        }
        return Duration.ofSeconds(Integer.parseInt(text.get()));
    }

    private static CborValue body(ApiRequest request) {
        try {
            return Json.read(request.body().toArray());
        } catch (IllegalArgumentException e) {
            throw new ApiProblem(400, "bad-request", String.valueOf(e.getMessage()));
        }
    }

    private static void require(ApiRequest request, String... methods) {
        if (!List.of(methods).contains(request.method())) {
            throw new ApiProblem(405, "method-not-allowed", "expected " + String.join(" or ", methods));
        }
    }

    private static ApiProblem notFound(String message) {
        return new ApiProblem(404, "not-found", message);
    }

    private static ApiReply problem(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof ApiProblem problem) {
            return problem.reply();
        }
        if (cause instanceof RefusedException refused) {
            return ApiReply.problem(status(refused.code()), word(refused.code()), String.valueOf(refused.getMessage()));
        }
        LOG.error("a request to the API failed", cause);
        return ApiReply.problem(503, "unavailable", "this cannot be answered now; see the log");
    }

    private static String word(ResponseCode code) {
        return code.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String named(ResponseCode code) {
        return code.text + " " + word(code).replace('-', ' ');
    }

    /** 4.01 of a device is none of the caller's token: it does not let the cloud do this. */
    private static int status(ResponseCode code) {
        return switch (code) {
            case BAD_REQUEST -> 400;
            case UNAUTHORIZED, FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case METHOD_NOT_ALLOWED -> 405;
            case REQUEST_ENTITY_TOO_LARGE -> 413;
            case SERVICE_UNAVAILABLE -> 503;
            case GATEWAY_TIMEOUT -> 504;
            default -> 502;
        };
    }

    private static CompletionStage<ApiReply> done(ApiReply reply) {
        return CompletableFuture.completedFuture(reply);
    }
}
