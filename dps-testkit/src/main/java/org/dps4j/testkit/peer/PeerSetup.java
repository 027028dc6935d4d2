package org.dps4j.testkit.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/**
 * How a {@link RawPeer} shall connect; begun with {@link RawPeer#tcp()} or {@link RawPeer#tls}. Opens nothing before
 * {@link #dial} or {@link #listen}, which may be called any number of times.
 *
 * <pre>{@code
 * PeerSetup setup = RawPeer.tls(context)
 *         .protocols("TLSv1.2")
 *         .cipherSuites("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256")
 *         .serverName("dps.example");
 * }</pre>
 *
 * <p>Not thread-safe; each method changes the setup itself.
 */
public final class PeerSetup {

    private final Optional<SSLContext> context;
    private Duration deadline = Duration.ofSeconds(5);
    private List<String> protocols = List.of();
    private List<String> cipherSuites = List.of();
    private List<String> serverNames = List.of();
    private ClientCertificate clientCertificate = ClientCertificate.REQUIRED;

    PeerSetup(Optional<SSLContext> context) {
        this.context = context;
    }

    /** How long each operation may wait for the other end; 5 s by default. */
    public PeerSetup deadline(Duration deadline) {
        this.deadline = deadline;
        return this;
    }

    /** Offers these protocols only, such as {@code TLSv1.2}. By default those of the TLS context. */
    public PeerSetup protocols(String... names) {
        this.protocols = List.of(names);
        return this;
    }

    /** Offers these cipher suites only, in this order. By default those of the TLS context. */
    public PeerSetup cipherSuites(String... names) {
        this.cipherSuites = List.of(names);
        return this;
    }

    /** Asks for this host name when dialling (RFC 6066 section 3). By default for none. */
    public PeerSetup serverName(String hostName) {
        this.serverNames = List.of(hostName);
        return this;
    }

    /** What is asked of those who dial; a certificate is required by default. */
    public PeerSetup clientCertificate(ClientCertificate wanted) {
        this.clientCertificate = wanted;
        return this;
    }

    /**
     * Connects, with TLS up to and including the handshake.
     *
     * @throws UncheckedIOException if there is no connection
     * @throws HandshakeFailedException if there is one, but the handshake fails
     */
    public RawPeer dial(InetSocketAddress address) {
        SocketChannel channel = connected(address);
        return peer(channel, Role.CLIENT);
    }

    /** Listens on a free port of the loopback interface. */
    public RawListener listen() {
        return listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    /**
     * Listens on an address.
     *
     * @throws UncheckedIOException if the address cannot be had
     */
    public RawListener listen(InetSocketAddress address) {
        try {
            return new RawListener(ServerSocketChannel.open().bind(address), this, deadline);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot listen on " + address, failure);
        }
    }

    RawPeer accepted(SocketChannel channel) {
        return peer(channel, Role.SERVER);
    }

    private SocketChannel connected(InetSocketAddress address) {
        try {
            SocketChannel channel = SocketChannel.open();
            try {
                channel.socket().connect(address, Math.toIntExact(deadline.toMillis()));
                return channel;
            } catch (IOException failure) {
                channel.close();
                throw failure;
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot connect to " + address, failure);
        }
    }

    private RawPeer peer(SocketChannel channel, Role role) {
        Wire wire = wire(channel);
        if (context.isEmpty()) {
            return new RawPeer(wire, new TcpStream(wire), deadline);
        }
        TlsStream stream = new TlsStream(wire, engine(context.get(), role));
        try {
            stream.handshake(Deadline.in(deadline));
            return new RawPeer(wire, stream, deadline);
        } catch (DeadlineException late) {
            wire.close();
            throw new AssertionError("expected a TLS handshake, but " + late.what(), late);
        } catch (RuntimeException | Error failure) {
            wire.close();
            throw failure;
        }
    }

    private static Wire wire(SocketChannel channel) {
        try {
            return new Wire(channel);
        } catch (IOException failure) {
            throw new UncheckedIOException("the connection is gone already", failure);
        }
    }

    private SSLEngine engine(SSLContext tls, Role role) {
        SSLEngine engine = tls.createSSLEngine();
        engine.setUseClientMode(role == Role.CLIENT);
        SSLParameters parameters = engine.getSSLParameters();
        if (!protocols.isEmpty()) {
            parameters.setProtocols(protocols.toArray(String[]::new));
        }
        if (!cipherSuites.isEmpty()) {
            parameters.setCipherSuites(cipherSuites.toArray(String[]::new));
        }
        if (role == Role.SERVER) {
            clientCertificate.applyTo(parameters);
        } else {
            serverNames.forEach(name -> parameters.setServerNames(List.of(new SNIHostName(name))));
        }
        engine.setSSLParameters(parameters);
        return engine;
    }

    private enum Role {
        CLIENT,
        SERVER
    }
}
