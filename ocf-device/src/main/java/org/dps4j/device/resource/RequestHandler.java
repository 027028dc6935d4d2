package org.dps4j.device.resource;

import org.dps4j.protocol.payload.PayloadException;

/** Does one method of a resource at once. Called on the device's loop; must not block. */
@FunctionalInterface
public interface RequestHandler<T> {

    /** @throws PayloadException if the body cannot be used, which becomes 4.00; nothing must have changed then */
    T handle(ResourceRequest request) throws PayloadException;
}
