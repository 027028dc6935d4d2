package org.dps4j.device.resource;

/** Whether a device tells its cloud about a resource. */
public enum Publication {
    /** It stands in the cloud's directory. */
    PUBLISHED,
    /** Only who asks the device itself finds it. */
    LOCAL
}
