package org.dps4j.dps.scripted;

import java.time.Duration;
import java.util.Optional;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.dps.transport.StepRequest;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.coap.CoapConnection;
import org.dps4j.protocol.coap.OcfOptions;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.eclipse.californium.core.server.resources.Resource;

/** Stands for every path of a scripted service behind real TLS. */
final class ScriptedResource extends CoapResource {

    private final ScriptedService service;

    ScriptedResource(ScriptedService service) {
        super("");
        this.service = service;
    }

    @Override
    public Resource getChild(String name) {
        return this;
    }

    @Override
    public void handleGET(CoapExchange exchange) {
        handle(exchange, StepRequest.get(exchange.getRequestOptions().getUriPathString()));
    }

    @Override
    public void handlePOST(CoapExchange exchange) {
        handle(
                exchange,
                StepRequest.post(exchange.getRequestOptions().getUriPathString(), exchange.getRequestPayload()));
    }

    private void handle(CoapExchange exchange, StepRequest request) {
        Optional<ProvisioningStep> step = ScriptedService.stepOf(request.path());
        if (step.isEmpty()) {
            exchange.respond(CoAP.ResponseCode.NOT_FOUND);
            return;
        }
        if (!service.asksBefore(step.get())) {
            reply(exchange, step.get(), request);
            return;
        }
        Request links = Request.newGet();
        links.getOptions().setUriPath("oic/res");
        OcfOptions.accept(links);
        var unused = CoapConnection.of(exchange)
                .send(links, Duration.ofSeconds(5))
                .whenComplete((response, failure) -> {
                    service.links().add(Bytes.copyOf(response.getPayload()));
                    reply(exchange, step.get(), request);
                });
    }

    private void reply(CoapExchange exchange, ProvisioningStep step, StepRequest request) {
        Reply reply = service.nextReply(step);
        if (reply instanceof Reply.Right) {
            content(exchange, service.right(step, request));
        } else if (reply instanceof Reply.Code refusal) {
            refuse(exchange, refusal);
        } else if (reply instanceof Reply.Body body) {
            content(exchange, body.body());
        } else if (reply instanceof Reply.Made made) {
            content(exchange, made.body().apply(service.answers(), request));
        } else if (reply instanceof Reply.Late late) {
            CoapConnection.of(exchange)
                    .loop()
                    .schedule(late.by(), () -> content(exchange, service.right(step, request)));
        } else if (reply instanceof Reply.Twice) {
            throw new UnsupportedOperationException("over TLS an exchange has one answer: send bytes instead");
        } else if (reply instanceof Reply.Instead instead) {
            instead.action().run();
        } else if (reply instanceof Reply.Close) {
            CoapConnection.of(exchange).close();
        } else {
            assert reply instanceof Reply.Silence;
        }
    }

    private static void refuse(CoapExchange exchange, Reply.Code refusal) {
        refusal.maxAge().ifPresent(age -> exchange.setMaxAge(age.toSeconds()));
        exchange.respond(CoAP.ResponseCode.valueOf(
                refusal.code().category() << 5 | refusal.code().detail()));
    }

    private static void content(CoapExchange exchange, Bytes body) {
        Response response = new Response(CoAP.ResponseCode.CONTENT);
        if (body.size() > 0) {
            OcfOptions.setPayload(response, body.toArray());
        }
        exchange.respond(response);
    }
}
