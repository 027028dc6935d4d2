package org.dps4j.service;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dps4j.program.Listening;
import org.dps4j.program.StartException;
import org.dps4j.protocol.coap.CoapDtlsServer;
import org.dps4j.protocol.coap.CoapServer;
import org.dps4j.protocol.coap.CoapServerBuilder;
import org.dps4j.protocol.coap.CoapTcpServer;
import org.dps4j.protocol.coap.ConnectionListener;
import org.dps4j.protocol.coap.NettyLoops;
import org.dps4j.protocol.coap.TlsOptions;
import org.dps4j.protocol.coap.TransportLimits;
import org.dps4j.service.config.CoapSettings;
import org.eclipse.californium.core.server.resources.Resource;

/** Where devices come in: by TLS over TCP, and by DTLS over UDP where that is configured. Thread-safe. */
final class DeviceListeners implements AutoCloseable {

    private final CoapSettings settings;
    private final CoapTcpServer tcp;
    private final Optional<CoapDtlsServer> dtls;

    DeviceListeners(
            CoapSettings settings, NettyLoops loops, TlsOptions tls, Resource root, ConnectionListener connections) {
        this.settings = settings;
        this.tcp = prepare(CoapTcpServer.builder(loops).tls(tls), root, connections)
                .bind(settings.address())
                .build();
        this.dtls = settings.dtlsAddress()
                .map(address -> prepare(CoapDtlsServer.builder(loops.next(), tls), root, connections)
                        .bind(address)
                        .build());
    }

    private <B extends CoapServerBuilder<B>> B prepare(B server, Resource root, ConnectionListener connections) {
        CoapSettings.Limits limits = settings.limits();
        return limits.transport()
                .bound(
                        server,
                        TransportLimits.forService()
                                .withIdleTimeout(limits.idle())
                                .withWaitingRequests(limits.requests())
                                .withReleaseTimeout(limits.stop()))
                .root(root)
                .listener(connections);
    }

    void start() throws StartException {
        Listening.start(tcp, "coap.address", settings.address());
        if (dtls.isPresent()) {
            Listening.start(
                    dtls.get(), "coap.dtlsAddress", settings.dtlsAddress().orElseThrow());
        }
    }

    InetSocketAddress tcpAddress() {
        return tcp.localAddress();
    }

    Optional<InetSocketAddress> dtlsAddress() {
        return dtls.map(CoapDtlsServer::localAddress);
    }

    Map<String, Long> counts() {
        long overDtls = dtls.map(server -> server.connections().size()).orElse(0);
        return Map.of("connections.open", tcp.connections().size() + overDtls, "connections.open.dtls", overDtls);
    }

    /** All are released at the same time, so that a stop takes no longer with two of them. */
    @Override
    public void close() {
        List<CoapServer> servers = new ArrayList<>(List.of(tcp));
        dtls.ifPresent(servers::add);
        servers.forEach(CoapServer::release);
        servers.forEach(CoapServer::close);
    }
}
