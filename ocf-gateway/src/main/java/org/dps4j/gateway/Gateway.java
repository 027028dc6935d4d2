package org.dps4j.gateway;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.UUID;
import org.dps4j.gateway.config.GatewayConfig;
import org.dps4j.program.Closing;
import org.dps4j.program.Listening;
import org.dps4j.program.StartException;
import org.dps4j.protocol.Secret;

/**
 * A running gateway: a small OCF cloud. Thread-safe; several may run in one process. It registers no security provider and
 * writes nothing to the console.
 */
public final class Gateway implements AutoCloseable {

    private final UUID id;
    private final InetSocketAddress coapAddress;
    private final InetSocketAddress httpAddress;
    private final Secret apiToken;
    private final Closing closing;

    Gateway(UUID id, InetSocketAddress coapAddress, InetSocketAddress httpAddress, Secret apiToken, Closing closing) {
        this.id = id;
        this.coapAddress = coapAddress;
        this.httpAddress = httpAddress;
        this.apiToken = apiToken;
        this.closing = closing;
    }

    /**
     * Starts a gateway and returns when it answers.
     *
     * @throws StartException in one line, naming what is at fault and the remedy; nothing is left running
     */
    public static Gateway start(GatewayConfig config) throws StartException {
        return GatewayWiring.start(config);
    }

    /** Its id, from the name of its certificate; devices know it as {@code sid}. */
    public UUID id() {
        return id;
    }

    /** Where it listens for devices. */
    public InetSocketAddress coapAddress() {
        return coapAddress;
    }

    /** Where it serves the API and the page. */
    public InetSocketAddress httpAddress() {
        return httpAddress;
    }

    /** The bearer token of the API. */
    public Secret apiToken() {
        return apiToken;
    }

    /** The page. */
    public URI page() {
        return URI.create("http://" + Listening.authority(httpAddress) + "/");
    }

    /** The page with the token in its fragment, which browsers keep to themselves. It is a secret, too. */
    public Secret pageLink() {
        return Secret.ofText(page() + "#token=" + apiToken.revealText());
    }

    /** Releases the connections and writes what is to be written. Nothing of it remains afterwards. */
    @Override
    public void close() {
        closing.close();
    }
}
