package org.dps4j.gateway.config;

import java.time.Duration;
import org.dps4j.program.config.Bounds;

/**
 * What one device, and all of them together, may take.
 *
 * @param registered how many devices may be registered
 * @param resources how many resources one device may publish or report
 * @param shadowBytes how many bytes of representations are kept of one device
 * @param waitingRequests how many requests may wait for one device
 * @param requestTimeout how long a device may take to answer a request
 */
public record DeviceSettings(
        int registered, int resources, int shadowBytes, int waitingRequests, Duration requestTimeout) {

    public static final DeviceSettings DEFAULT = new DeviceSettings(10_000, 256, 262_144, 64, Duration.ofSeconds(20));

    public DeviceSettings {
        Bounds.atLeast("maxDevices", registered, 1);
        Bounds.atLeast("maxResources", resources, 1);
        Bounds.atLeast("maxShadowBytes", shadowBytes, 1_024);
        Bounds.atLeast("maxWaitingRequests", waitingRequests, 1);
        Bounds.positive("requestTimeout", requestTimeout);
    }
}
