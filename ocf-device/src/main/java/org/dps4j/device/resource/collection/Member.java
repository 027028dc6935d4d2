package org.dps4j.device.resource.collection;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dps4j.device.resource.Resource;
import org.dps4j.device.resource.ResourceAnswer;
import org.dps4j.device.resource.ResourceDescription;
import org.dps4j.device.resource.ResourceDirectory;
import org.dps4j.device.resource.ResourceMethod;
import org.dps4j.device.resource.ResourceRequest;
import org.dps4j.protocol.payload.PayloadException;

/** A member that was made by its collection: a DELETE takes it away. */
record Member(Resource made, ResourceDirectory directory) implements Resource {

    @Override
    public ResourceDescription description() {
        return made.description();
    }

    @Override
    public CompletionStage<ResourceAnswer> answer(ResourceRequest request) throws PayloadException {
        if (request.method() == ResourceMethod.DELETE) {
            directory.remove(description().href());
            return CompletableFuture.completedFuture(ResourceAnswer.deleted());
        }
        return made.answer(request);
    }
}
