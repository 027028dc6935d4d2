package org.dps4j.device.resource;

import java.util.concurrent.CompletionStage;
import org.dps4j.protocol.payload.PayloadException;

/**
 * A resource of a device. Most are made with {@link #at}:
 *
 * <pre>{@code
 * Resource light = Resource.at("/light/1")
 *         .type("core.light")
 *         .interfaces(ResourceInterface.READ_WRITE, ResourceInterface.BASELINE)
 *         .onGet(request -> new MapWriter().truth("state", on).toMap())
 *         .onPost(request -> {
 *             on = request.members().truth("state");
 *             return ResourceAnswer.changed();
 *         })
 *         .build();
 * resources.add(light);
 * }</pre>
 *
 * <p>The device checks path, interface and access before it asks a resource, adds the members of the baseline interface
 * to what it answers, and notifies observers after every POST, PUT and DELETE that succeeded. It asks on its own loop:
 * nothing here may block.
 */
public interface Resource {

    /** How it is listed; always the same. */
    ResourceDescription description();

    /**
     * Answers a request, now or later. For a GET the body is a map of the resource's own members, or an array.
     *
     * @throws PayloadException if the body cannot be used, which becomes 4.00; nothing must have changed then
     */
    CompletionStage<ResourceAnswer> answer(ResourceRequest request) throws PayloadException;

    /** Collects what a resource under this path needs. */
    static ResourceBuilder at(String href) {
        return new ResourceBuilder(href);
    }
}
