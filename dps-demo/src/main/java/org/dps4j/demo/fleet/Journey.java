package org.dps4j.demo.fleet;

import java.time.Duration;

/**
 * The way of one device, since its start.
 *
 * @param provisioned until all steps were done
 * @param online until it was signed in to its cloud
 */
public record Journey(Duration provisioned, Duration online) {

    public Journey {
        if (provisioned.isNegative() || online.compareTo(provisioned) < 0) {
            throw new IllegalArgumentException(
                    "a device is provisioned before it is online, found " + provisioned + " and " + online);
        }
    }

    /** From the end of provisioning. */
    public Duration joining() {
        return online.minus(provisioned);
    }
}
