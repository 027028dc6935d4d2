package org.dps4j.device.cloud;

import java.util.Objects;
import org.dps4j.protocol.Secret;

/**
 * With what a device signs up to its cloud.
 *
 * @param authorizationProvider who issued the token ({@code apn})
 * @param accessToken the token or authorization code ({@code at})
 */
public record CloudAccess(String authorizationProvider, Secret accessToken) {

    public CloudAccess {
        Objects.requireNonNull(authorizationProvider, "authorizationProvider");
        Objects.requireNonNull(accessToken, "accessToken");
    }
}
