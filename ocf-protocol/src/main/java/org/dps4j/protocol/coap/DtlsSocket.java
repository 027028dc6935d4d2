package org.dps4j.protocol.coap;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.californium.scandium.DTLSConnector;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;
import org.eclipse.californium.scandium.dtls.AlertMessage;
import org.eclipse.californium.scandium.dtls.AlertMessage.AlertDescription;
import org.eclipse.californium.scandium.dtls.AlertMessage.AlertLevel;
import org.eclipse.californium.scandium.dtls.Connection;
import org.eclipse.californium.scandium.dtls.HandshakeException;
import org.eclipse.californium.scandium.dtls.InMemoryReadWriteLockConnectionStore;

/** Scandium on a channel of ours: it reads and writes through the channel's loop, and makes no thread of its own. */
final class DtlsSocket extends DTLSConnector {

    private static final long STALE_SECONDS = 3600;

    private final InMemoryReadWriteLockConnectionStore associations;
    private final DatagramSocket socket;
    private final Channel channel;

    private DtlsSocket(
            DtlsConnectorConfig config,
            InMemoryReadWriteLockConnectionStore associations,
            DatagramSocket socket,
            Channel channel) {
        super(config, associations);
        this.associations = associations;
        this.socket = socket;
        this.channel = channel;
    }

    /**
     * @param socket the one below {@code channel}; Scandium only asks it where it is
     * @param capacity how many associations there may be, those in their handshake included
     */
    static DtlsSocket on(Channel channel, DatagramSocket socket, DtlsConnectorConfig config, int capacity) {
        return new DtlsSocket(
                config,
                new InMemoryReadWriteLockConnectionStore(capacity, STALE_SECONDS, null, false),
                socket,
                channel);
    }

    @Override
    protected void start(InetSocketAddress ignored) throws IOException {
        init((InetSocketAddress) channel.localAddress(), socket, null);
    }

    /** A datagram that does not go out is lost, as it may be anywhere on its way. */
    @Override
    protected void sendNextDatagramOverNetwork(DatagramPacket datagram) {
        if (channel.isWritable()) {
            ChannelFuture unused = channel.writeAndFlush(
                    new io.netty.channel.socket.DatagramPacket(
                            Unpooled.copiedBuffer(datagram.getData(), datagram.getOffset(), datagram.getLength()),
                            (InetSocketAddress) datagram.getSocketAddress()),
                    channel.voidPromise());
        }
    }

    /** Says good-bye to the peer of an association and forgets it; completes when both is done. */
    CompletableFuture<Void> hangUp(Connection association, InetSocketAddress peer) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Runnable last = () -> {
            associations.remove(association, true);
            done.complete(null);
        };
        boolean known = inTurn(association, () -> {
            try {
                if (association.isExecuting() && associations.get(peer) == association) {
                    close(peer);
                }
            } finally {
                // what waits for an association that is being forgotten runs at once, and may add nothing more
                if (!inTurn(association, last)) {
                    last.run();
                }
            }
        });
        return known ? done : CompletableFuture.completedFuture(null);
    }

    /**
     * Ends the handshake of an association. The peer gets the alert internal_error, which stands for what is neither its
     * fault nor one of the protocol (RFC 5246 7.2.2).
     */
    void giveUp(Connection association, String why) {
        AlertMessage alert = new AlertMessage(AlertLevel.FATAL, AlertDescription.INTERNAL_ERROR);
        inTurn(association, () -> {
            processHandshakeException(association, new HandshakeException(why, alert));
            if (association.hasEstablishedDtlsContext()) {
                // the peer finished it while we gave it up, and takes itself for connected
                CompletableFuture<Void> unused = hangUp(association, association.getPeerAddress());
            }
        });
    }

    /** Does something for an association after what waits for it already; false if it is forgotten. */
    static boolean inTurn(Connection association, Runnable task) {
        try {
            association.getExecutor().execute(task);
            return true;
        } catch (RejectedExecutionException forgotten) {
            return false;
        }
    }
}
