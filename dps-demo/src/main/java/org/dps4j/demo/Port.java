package org.dps4j.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * A port on this machine for a listener of the demo.
 *
 * @param number free a moment ago
 * @param preferred what it would have been, had nobody else had it
 */
record Port(int number, int preferred) {

    static Port free(int preferred) throws DemoFailure {
        try {
            return new Port(bindable(preferred), preferred);
        } catch (IOException busy) {
            try {
                return new Port(bindable(0), preferred);
            } catch (IOException e) {
                throw new DemoFailure(
                        "port " + preferred + " is busy and no other is free (" + e.getMessage() + ")", e);
            }
        }
    }

    boolean isAnother() {
        return number != preferred;
    }

    private static int bindable(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
