package org.dps4j.device.resource;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dps4j.protocol.payload.PayloadException;

/** A resource made of one handler for each method it has. */
record HandledResource(
        ResourceDescription description, Map<ResourceMethod, RequestHandler<CompletionStage<ResourceAnswer>>> handlers)
        implements Resource {

    @Override
    public CompletionStage<ResourceAnswer> answer(ResourceRequest request) throws PayloadException {
        RequestHandler<CompletionStage<ResourceAnswer>> handler = handlers.get(request.method());
        return handler == null
                ? CompletableFuture.completedFuture(ResourceAnswer.of(AnswerCode.METHOD_NOT_ALLOWED))
                : handler.handle(request);
    }
}
