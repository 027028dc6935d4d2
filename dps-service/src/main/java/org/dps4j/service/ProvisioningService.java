package org.dps4j.service;

import java.net.InetSocketAddress;
import org.dps4j.service.config.ServiceConfig;

/**
 * A running provisioning service. Thread-safe; several may run in one process. It registers no security provider and
 * writes nothing to the console: embedded in a program, it takes the providers that it finds.
 */
public final class ProvisioningService implements AutoCloseable {

    private ProvisioningService() {}

    /**
     * Starts a service and returns when it answers.
     *
     * @throws ServiceStartException in one line, naming what is at fault and the remedy; nothing is left running
     */
    public static ProvisioningService start(ServiceConfig config) throws ServiceStartException {
        throw new AssertionError("not yet");
    }

    /** Where it listens for devices. */
    public InetSocketAddress coapAddress() {
        throw new AssertionError("not yet");
    }

    /** Where it serves {@code /health} and {@code /.well-known/jwks.json}. */
    public InetSocketAddress httpAddress() {
        throw new AssertionError("not yet");
    }

    /** Answers what it took, releases the connections, writes what is to be written. Nothing of it remains afterwards. */
    @Override
    public void close() {
        throw new AssertionError("not yet");
    }
}
