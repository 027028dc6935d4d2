package org.dps4j.device.resource.collection;

import org.dps4j.device.resource.Resource;
import org.dps4j.protocol.payload.PayloadException;

/** Makes a member of a collection. Called on the device's loop; must not block. */
@FunctionalInterface
public interface MemberFactory {

    /**
     * The new resource, under the path that was ordered. What can be deleted with it is deleted by the collection.
     *
     * @throws PayloadException if the representation cannot be used, which becomes 4.00
     */
    Resource create(MemberOrder order) throws PayloadException;
}
