package org.dps4j.gateway.config;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.dps4j.program.config.Bounds;
import org.dps4j.program.config.TransportSettings;

/**
 * Where and how devices are listened to.
 *
 * @param address where to listen; port 0 takes any free one
 * @param certificateFile PEM, the gateway's certificate first, then its intermediates; its name is {@code uuid:<hub id>}
 * @param keyFile PEM, the key of that certificate
 * @param trustedFile PEM, the authorities that issue the identity certificates of devices
 * @param inactivity how long a device may be silent before it is pinged; twice as long without a sign ends it
 * @param signIn how long a connection may stay without a signed-in device
 * @param limits what one connection, and all of them together, may take
 */
public record CoapSettings(
        InetSocketAddress address,
        Path certificateFile,
        Path keyFile,
        Path trustedFile,
        Duration inactivity,
        Duration signIn,
        TransportSettings limits) {

    public static final InetSocketAddress DEFAULT_ADDRESS = new InetSocketAddress("127.0.0.1", 5684);
    public static final Duration DEFAULT_INACTIVITY = Duration.ofSeconds(10);
    public static final Duration DEFAULT_SIGN_IN = Duration.ofMinutes(1);

    public CoapSettings {
        Objects.requireNonNull(address);
        Objects.requireNonNull(certificateFile);
        Objects.requireNonNull(keyFile);
        Objects.requireNonNull(trustedFile);
        Bounds.positive("inactivityTimeout", inactivity);
        Bounds.positive("signInTimeout", signIn);
        Objects.requireNonNull(limits);
    }
}
