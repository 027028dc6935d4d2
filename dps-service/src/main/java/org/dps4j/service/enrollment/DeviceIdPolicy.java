package org.dps4j.service.enrollment;

/** Which device ids a device of a group may be provisioned as. */
public enum DeviceIdPolicy {
    /** Any id, as the reference service does. */
    FREE,
    /** An id belongs to the manufacturer key that asked for it first; every other key is refused. */
    BOUND_TO_MANUFACTURER_KEY,
    /** Only the ids that the group lists. */
    LISTED
}
