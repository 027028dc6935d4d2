package org.dps4j.gateway.config;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Where the API and the page are served.
 *
 * @param address where to listen; port 0 takes any free one
 * @param tokenFile the bearer token of the API; made at the first start when it is not there
 */
public record HttpSettings(InetSocketAddress address, Path tokenFile) {

    public static final InetSocketAddress DEFAULT_ADDRESS = new InetSocketAddress("127.0.0.1", 8080);

    public HttpSettings {
        Objects.requireNonNull(address);
        Objects.requireNonNull(tokenFile);
    }
}
