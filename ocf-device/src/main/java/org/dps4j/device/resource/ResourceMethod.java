package org.dps4j.device.resource;

import org.dps4j.device.security.access.Access;

/** The methods of CoAP that OCF uses. */
public enum ResourceMethod {
    GET(Access.READ),
    POST(Access.WRITE),
    PUT(Access.WRITE),
    DELETE(Access.DELETE);

    private final Access access;

    ResourceMethod(Access access) {
        this.access = access;
    }

    /** What the method does to a resource. */
    public Access access() {
        return access;
    }
}
