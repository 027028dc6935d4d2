package org.dps4j.service;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.dps4j.program.Closing;
import org.dps4j.program.StartException;
import org.dps4j.service.config.ServiceConfig;

/**
 * A running provisioning service. Thread-safe; several may run in one process. It registers no security provider and
 * writes nothing to the console: embedded in a program, it takes the providers that it finds.
 */
public final class ProvisioningService implements AutoCloseable {

    private final DeviceListeners devices;
    private final InetSocketAddress httpAddress;
    private final String cryptography;
    private final Closing closing;

    ProvisioningService(DeviceListeners devices, InetSocketAddress httpAddress, String cryptography, Closing closing) {
        this.devices = devices;
        this.httpAddress = httpAddress;
        this.cryptography = cryptography;
        this.closing = closing;
    }

    /**
     * Starts a service and returns when it answers.
     *
     * @throws StartException in one line, naming what is at fault and the remedy; nothing is left running
     */
    public static ProvisioningService start(ServiceConfig config) throws StartException {
        return ServiceWiring.start(config);
    }

    /** Where it listens for devices that come by TLS over TCP. */
    public InetSocketAddress coapAddress() {
        return devices.tcpAddress();
    }

    /** Where it listens for devices that come by DTLS over UDP; empty if it does not. */
    public Optional<InetSocketAddress> dtlsAddress() {
        return devices.dtlsAddress();
    }

    /** Where it serves {@code /health} and {@code /.well-known/jwks.json}. */
    public InetSocketAddress httpAddress() {
        return httpAddress;
    }

    /** What does its cryptography, for people. */
    public String cryptography() {
        return cryptography;
    }

    /** Answers what it took, releases the connections, writes what is to be written. Nothing of it remains afterwards. */
    @Override
    public void close() {
        closing.close();
    }
}
