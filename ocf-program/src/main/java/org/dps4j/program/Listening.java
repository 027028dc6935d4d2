package org.dps4j.program;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.dps4j.protocol.coap.CoapTcpServer;

/** Where programs listen, in their messages. */
public final class Listening {

    private Listening() {}

    /**
     * Starts to listen for devices.
     *
     * @throws StartException naming {@code coap.address}, and the remedy, when the address cannot be bound
     */
    public static void start(CoapTcpServer server, InetSocketAddress address) throws StartException {
        try {
            server.start();
        } catch (IOException e) {
            throw new StartException(
                    "coap.address: port " + address.getPort() + " cannot be bound on "
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
