package org.dps4j.protocol.coap;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.channels.DatagramChannel;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.dps4j.loop.Cancellable;
import org.dps4j.protocol.coap.CloseReason.ListenerFull;
import org.dps4j.protocol.coap.CloseReason.ListenerFull.Bound;
import org.eclipse.californium.elements.DtlsEndpointContext;
import org.eclipse.californium.elements.MapBasedEndpointContext;
import org.eclipse.californium.elements.RawData;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;
import org.eclipse.californium.scandium.dtls.AlertMessage;
import org.eclipse.californium.scandium.dtls.Connection;
import org.eclipse.californium.scandium.dtls.ConnectionId;
import org.eclipse.californium.scandium.dtls.Handshaker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One UDP port with the associations of DTLS that it has: one for a client, many for a server. Confined to its loop. */
final class DtlsPort extends SimpleChannelInboundHandler<DatagramPacket> {

    /** Who hears what becomes of a peer; each is reported up or failed once, and down after it was up. */
    interface Owner {

        void up(DtlsConnection connection);

        void failed(InetSocketAddress peer, CloseReason reason);

        void down(DtlsConnection connection, CloseReason reason);
    }

    /**
     * How many peers there may be.
     *
     * @param connections those in their handshake included; further ones are refused
     * @param ofAddress how many of them one address may have
     * @param openHandshakes a further one ends the oldest
     */
    record Capacity(int connections, int ofAddress, int openHandshakes) {

        static final Capacity OF_A_CLIENT = new Capacity(1, 1, 1);

        /** What Scandium has to remember: those too that are about to be refused. */
        int total() {
            return connections + openHandshakes;
        }
    }

    private record OpenHandshake(Handshaker handshaker, InetSocketAddress peer, Cancellable timer) {}

    private static final Logger LOG = LoggerFactory.getLogger(DtlsPort.class);
    private static final int LARGEST_DATAGRAM = 17 * 1024;

    /** An acknowledgement of nothing, which a peer ignores (RFC 7252 4.2); tells a server that its last flight arrived. */
    private static final byte[] GREETING = {0x60, 0, 0, 0};

    private final NettyLoop loop;
    private final ProtocolEndpoint endpoint;
    private final TransportLimits limits;
    private final Capacity capacity;
    private final ConnectionCount counted;
    private final Owner owner;
    private final DatagramChannel udp;
    private final Map<ConnectionId, OpenHandshake> handshakes = new LinkedHashMap<>();
    private final Map<ConnectionId, DtlsConnection> associations = new HashMap<>();
    private final Map<InetSocketAddress, DtlsConnection> byAddress = new HashMap<>();
    private final Set<CompletableFuture<Void>> farewells = ConcurrentHashMap.newKeySet();
    private volatile InetSocketAddress local = new InetSocketAddress(0);
    private volatile @Nullable DtlsSocket socket;
    private boolean closing;

    /** Opens a socket that is neither bound nor connected. */
    DtlsPort(NettyLoop loop, ProtocolEndpoint endpoint, TransportLimits limits, Capacity capacity, Owner owner)
            throws IOException {
        this.loop = loop;
        this.endpoint = endpoint;
        this.limits = limits;
        this.capacity = capacity;
        this.counted = new ConnectionCount(capacity.connections, capacity.ofAddress);
        this.owner = owner;
        this.udp = DatagramChannel.open();
    }

    /** What binds or connects the channel; on failure the channel is closed. */
    Bootstrap bootstrap() {
        return new Bootstrap()
                .group(loop.eventLoop())
                .channelFactory(() -> new NioDatagramChannel(udp))
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(LARGEST_DATAGRAM))
                .handler(this);
    }

    /** Begins to take part in handshakes, on a channel that is bound or connected. From any thread, once. */
    void start(Channel channel, Function<DtlsEvents, DtlsConnectorConfig> profile) throws IOException {
        loop.group().track(channel);
        DtlsEvents events = new DtlsEvents(loop, this);
        DtlsSocket scandium = DtlsSocket.on(channel, udp.socket(), profile.apply(events), capacity.total());
        scandium.setExecutor(loop.group().dtls());
        scandium.setEndpointContextMatcher(DtlsAddress.MATCHER);
        scandium.setRawDataReceiver(events);
        scandium.setAlertHandler(events);
        scandium.start();
        channel.closeFuture().addListener(gone -> scandium.destroy());
        local = (InetSocketAddress) channel.localAddress();
        socket = scandium;
    }

    /** Begins the handshake with a server; {@code serverName} goes out in it if it is a name. */
    void dial(InetSocketAddress server, String serverName) {
        DtlsSocket scandium = socket;
        String name = TlsEngines.serverName(serverName)
                .map(known -> known.getAsciiName())
                .orElse(null);
        if (scandium != null) {
            scandium.send(RawData.outbound(
                    GREETING,
                    new MapBasedEndpointContext(server, name, null, DtlsEndpointContext.ATTRIBUTE_HANDSHAKE_MODE_AUTO),
                    null,
                    false));
        }
    }

    /** Sends a message of an association. */
    void send(DtlsConnection from, byte[] message, DtlsConnection.Sending sending) {
        DtlsSocket scandium = socket;
        if (scandium == null) {
            sending.onError(new ConnectionClosedException(new CloseReason.ClosedByUs()));
            return;
        }
        try {
            scandium.send(RawData.outbound(message, from.address(), sending, false));
        } catch (IllegalStateException | IllegalArgumentException alreadyReported) {
            LOG.trace("not sent", alreadyReported);
        }
    }

    int openHandshakes() {
        return handshakes.size();
    }

    /** To how many peers the good-bye is still to be said. */
    int farewells() {
        return farewells.size();
    }

    /** Where it is bound. */
    InetSocketAddress local() {
        return local;
    }

    /** Takes no further peers. */
    void stopAccepting() {
        closing = true;
    }

    /** Ends every association and handshake at once, then closes the channel; completes with that. */
    CompletableFuture<Void> close(Channel channel, CloseReason reason) {
        endAll(reason);
        CompletableFuture<Void> gone = new CompletableFuture<>();
        channel.closeFuture().addListener(closed -> gone.complete(null));
        Cancellable limit = loop.schedule(DtlsConnection.LAST_WORDS, () -> Outbound.close(channel));
        CompletableFuture<Void> unused = CompletableFuture.allOf(farewells.toArray(CompletableFuture<?>[]::new))
                .whenComplete((done, failure) -> afterwards(() -> Outbound.close(channel)));
        return gone.thenRun(limit::cancel);
    }

    /** Does something after the datagrams that were handed to the channel already. */
    private void afterwards(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException loopIsGone) {
            task.run();
        }
    }

    /** Forgets an association that has ended, and has its peer told. */
    void forget(DtlsConnection ended) {
        byAddress.remove(ended.peer(), ended);
        if (associations.remove(ended.association().getConnectionId(), ended)) {
            counted.end(ended.peer().getAddress());
        }
        DtlsSocket scandium = socket;
        if (scandium != null) {
            CompletableFuture<Void> farewell = scandium.hangUp(ended.association(), ended.peer());
            farewells.add(farewell);
            CompletableFuture<Void> unused = farewell.thenRun(() -> farewells.remove(farewell));
        }
    }

    void handshakeBegan(Handshaker handshaker) {
        ConnectionId id = handshaker.getConnection().getConnectionId();
        if (handshakes.containsKey(id) || associations.containsKey(id)) {
            return;
        }
        InetSocketAddress peer = handshaker.getPeerAddress();
        Optional<CloseReason> unwanted =
                closing ? Optional.of(new CloseReason.ClosedByUs()) : counted.begin(peer.getAddress());
        if (unwanted.isPresent()) {
            refuse(handshaker, peer, unwanted.get());
            return;
        }
        Cancellable timer = loop.schedule(
                limits.handshakeTimeout(),
                () -> abandon(id, new CloseReason.HandshakeTimeout(limits.handshakeTimeout())));
        handshakes.put(id, new OpenHandshake(handshaker, peer, timer));
        if (handshakes.size() > capacity.openHandshakes()) {
            Iterator<ConnectionId> oldest = handshakes.keySet().iterator();
            abandon(oldest.next(), new ListenerFull(Bound.OPEN_HANDSHAKES, capacity.openHandshakes()));
        }
    }

    void established(Connection association, InetSocketAddress peer, TlsPeer identity) {
        OpenHandshake handshake = handshakes.remove(association.getConnectionId());
        if (handshake == null) {
            return;
        }
        handshake.timer.cancel();
        DtlsConnection before = byAddress.get(peer);
        if (before != null) {
            before.end(new CloseReason.ClosedByPeer());
        }
        DtlsConnection connection = new DtlsConnection(this, loop, endpoint, limits, association, peer, identity);
        associations.put(association.getConnectionId(), connection);
        byAddress.put(peer, connection);
        connection.start();
        CompletableFuture<Void> unused = connection
                .closed()
                .thenAccept(reason -> Handover.tell(() -> owner.down(connection, reason)))
                .toCompletableFuture();
        Handover.tell(() -> owner.up(connection));
    }

    void handshakeFailed(Handshaker handshaker, Throwable error) {
        OpenHandshake handshake = handshakes.remove(handshaker.getConnection().getConnectionId());
        if (handshake != null) {
            handshake.timer.cancel();
            counted.end(handshake.peer.getAddress());
            Handover.tell(() -> owner.failed(handshake.peer, DtlsFailures.ofHandshake(error, limits)));
        }
    }

    void received(InetSocketAddress address, TlsPeer from, byte[] message) {
        DtlsConnection connection = byAddress.get(address);
        if (connection != null && connection.isOf(from)) {
            connection.received(message);
        }
    }

    /** An alert ends the association that it belongs to, and none that only has the same address. */
    void alerted(InetSocketAddress address, AlertMessage alert) {
        DtlsConnection connection = byAddress.get(address);
        if (connection != null && connection.association().getRootCauseAlert() == alert) {
            connection.end(DtlsFailures.ofAlert(alert));
        }
    }

    void removed(Connection association) {
        DtlsConnection connection = associations.get(association.getConnectionId());
        if (connection != null) {
            connection.end(new CloseReason.ClosedByPeer());
        }
    }

    private void abandon(ConnectionId id, CloseReason reason) {
        OpenHandshake handshake = handshakes.remove(id);
        if (handshake == null) {
            return;
        }
        handshake.timer.cancel();
        counted.end(handshake.peer.getAddress());
        refuse(handshake.handshaker, handshake.peer, reason);
    }

    private void refuse(Handshaker handshaker, InetSocketAddress peer, CloseReason reason) {
        DtlsSocket scandium = socket;
        if (scandium != null) {
            scandium.giveUp(handshaker.getConnection(), reason.describe());
        }
        Handover.tell(() -> owner.failed(peer, reason));
    }

    /** The loops that end close their channels, and say why before. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof CloseReason reason) {
            endAll(reason);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        endAll(new CloseReason.ClosedByUs());
    }

    private void endAll(CloseReason reason) {
        closing = true;
        List.copyOf(handshakes.keySet()).forEach(id -> abandon(id, reason));
        List.copyOf(associations.values()).forEach(association -> association.end(reason));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket datagram) {
        DtlsSocket scandium = socket;
        if (scandium != null && datagram.content().isReadable()) {
            byte[] bytes = ByteBufUtil.getBytes(datagram.content());
            scandium.processDatagram(new java.net.DatagramPacket(bytes, bytes.length, datagram.sender()));
        }
    }

    /** A connected socket hears of an unreachable peer (ICMP); one of a server is not connected. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(context.channel().remoteAddress() instanceof InetSocketAddress server)) {
            LOG.debug("a datagram was lost: {}", cause.toString());
            return;
        }
        CloseReason reason = cause instanceof PortUnreachableException
                ? new CloseReason.ConnectRefused(server)
                : new CloseReason.ConnectFailed(String.valueOf(cause.getMessage()));
        List.copyOf(handshakes.keySet()).forEach(id -> abandon(id, reason));
        List.copyOf(associations.values())
                .forEach(association -> association.end(new CloseReason.ConnectionReset(reason.describe())));
    }
}
