package org.dps4j.device.resource;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.dps4j.loop.Cancellable;

/** The resources that a device has at the moment, for those of them that are about others. Thread-safe. */
public interface ResourceDirectory {

    /** All of them, in the order in which they were added. */
    List<ResourceDescription> descriptions();

    /**
     * Answers a request just as if it had come over a connection: what the requester may not do is not done. The stage
     * completes on the device's loop and never fails.
     */
    CompletionStage<ResourceAnswer> answer(ResourceRequest request);

    /**
     * Adds a resource.
     *
     * @throws IllegalArgumentException if there is one under this path already
     */
    void add(Resource resource);

    /** Removes the resource under this path, if there is one; who observes it is told. */
    void remove(String href);

    /**
     * Says that the resource under this path changed: who observes it is told, and who has its former ETag gets the new
     * value.
     */
    void changed(String href);

    /** Adds a listener, which hears what comes and goes from now on, until the returned handle is cancelled. */
    Cancellable addListener(ResourcesListener listener);
}
