package org.dps4j.program;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.dps4j.protocol.coap.CoapServer;

/** Where programs listen, in their messages. */
public final class Listening {

    private Listening() {}

    /**
     * Starts to listen for devices.
     *
     * @param key what the configuration calls the address
     * @throws StartException naming the key, and the remedy, when the address cannot be bound
     */
    public static void start(CoapServer server, String key, InetSocketAddress address) throws StartException {
        try {
            server.start();
        } catch (IOException e) {
            throw new StartException(
                    key + ": port " + address.getPort() + " cannot be bound on "
                            + address.getAddress().getHostAddress()
                            + ", another program may be using it; choose another one in the configuration",
                    e);
        }
    }

    /** An address as it stands in a URI: {@code 127.0.0.1:80} or {@code [::1]:80}. */
    public static String authority(InetSocketAddress address) {
        InetAddress host = address.getAddress();
        String shown = host.getHostAddress();
        return (shown.contains(":") ? "[" + shown + "]" : shown) + ":" + address.getPort();
    }
}
