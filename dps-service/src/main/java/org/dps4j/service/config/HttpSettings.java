package org.dps4j.service.config;

import java.net.InetSocketAddress;
import java.util.Objects;

/**
 * Where the health and key documents are served.
 *
 * @param address where to listen; port 0 takes any free one
 */
public record HttpSettings(InetSocketAddress address) {

    public static final HttpSettings DEFAULT = new HttpSettings(new InetSocketAddress("127.0.0.1", 9100));

    public HttpSettings {
        Objects.requireNonNull(address);
    }
}
