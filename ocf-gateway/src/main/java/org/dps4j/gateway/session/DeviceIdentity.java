package org.dps4j.gateway.session;

import java.util.Objects;
import java.util.UUID;

/** Who a peer is, by its certificate. */
public record DeviceIdentity(UUID deviceId) {

    public DeviceIdentity {
        Objects.requireNonNull(deviceId);
    }
}
