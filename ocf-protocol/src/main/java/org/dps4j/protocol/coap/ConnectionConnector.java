package org.dps4j.protocol.coap;

import java.net.DatagramPacket;
import java.net.InetSocketAddress;
import org.eclipse.californium.elements.Connector;
import org.eclipse.californium.elements.EndpointContextMatcher;
import org.eclipse.californium.elements.RawData;
import org.eclipse.californium.elements.RawDataChannel;
import org.jspecify.annotations.Nullable;

/**
 * Californium's way to our connections and back. It opens none: whatever Californium sends names the connection it goes
 * out on, and fails if that one is gone.
 */
final class ConnectionConnector implements Connector {

    private final String protocol;
    private final InetSocketAddress address;
    private volatile boolean running;
    private volatile @Nullable RawDataChannel inbox;

    ConnectionConnector(String protocol, InetSocketAddress address) {
        this.protocol = protocol;
        this.address = address;
    }

    /** Hands a message of a connection to Californium, in the calling thread. */
    void receive(byte[] message, ConnectionContext context, long nanoTime) {
        RawDataChannel receiver = inbox;
        if (running && receiver != null) {
            receiver.receiveData(RawData.inbound(message, context, false, nanoTime, address));
        }
    }

    @Override
    public void send(RawData message) {
        if (message.getEndpointContext() instanceof ConnectionContext context) {
            context.connection().write(message);
        } else {
            message.onError(new IllegalArgumentException("this message names no connection"));
        }
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public void destroy() {
        running = false;
    }

    @Override
    public void setRawDataReceiver(RawDataChannel receiver) {
        inbox = receiver;
    }

    @Override
    public void setEndpointContextMatcher(EndpointContextMatcher matcher) {}

    @Override
    public InetSocketAddress getAddress() {
        return address;
    }

    @Override
    public String getProtocol() {
        return protocol;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public void processDatagram(DatagramPacket datagram) {}
}
