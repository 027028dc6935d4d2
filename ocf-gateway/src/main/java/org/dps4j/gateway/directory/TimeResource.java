package org.dps4j.gateway.directory;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dps4j.gateway.session.Answer;
import org.dps4j.gateway.session.DeviceSession;
import org.dps4j.gateway.session.GatewayResource;
import org.dps4j.loop.Loop;
import org.dps4j.protocol.payload.time.TimeAnswer;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;

/** {@code /x.plgd.dev/time}: what time it is, for any device (ocf-cloud 5.4). */
public final class TimeResource extends GatewayResource {

    private final Loop loop;

    public TimeResource(Loop loop) {
        super("time", Access.ANYBODY);
        this.loop = loop;
    }

    @Override
    protected CompletionStage<Answer> answer(DeviceSession session, Request request) {
        if (request.getCode() != Code.GET) {
            throw noSuchMethod(request);
        }
        return CompletableFuture.completedFuture(
                Answer.of(ResponseCode.CONTENT, TimeAnswer.CODEC.encode(new TimeAnswer(loop.now()))));
    }
}
