package org.dps4j.service;

import java.net.InetSocketAddress;
import org.dps4j.program.Closing;
import org.dps4j.program.StartException;
import org.dps4j.service.config.ServiceConfig;

/**
 * A running provisioning service. Thread-safe; several may run in one process. It registers no security provider and
 * writes nothing to the console: embedded in a program, it takes the providers that it finds.
 */
public final class ProvisioningService implements AutoCloseable {

    private final InetSocketAddress coapAddress;
    private final InetSocketAddress httpAddress;
    private final String cryptography;
    private final Closing closing;

    ProvisioningService(
            InetSocketAddress coapAddress, InetSocketAddress httpAddress, String cryptography, Closing closing) {
        this.coapAddress = coapAddress;
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

    /** Where it listens for devices. */
    public InetSocketAddress coapAddress() {
        return coapAddress;
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
