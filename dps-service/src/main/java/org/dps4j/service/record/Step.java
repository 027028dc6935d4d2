package org.dps4j.service.record;

/** What a device asks the service for, in the order in which a device does. */
public enum Step {
    TIME,
    OWNERSHIP,
    CLOUD,
    CREDENTIALS,
    ACLS
}
