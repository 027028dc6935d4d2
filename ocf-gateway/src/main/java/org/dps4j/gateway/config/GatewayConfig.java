package org.dps4j.gateway.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.dps4j.program.config.ConfigException;
import org.dps4j.program.config.StoreSettings;

/** Everything the gateway is told. Immutable; relative paths are already resolved against the configuration file. */
public record GatewayConfig(
        CoapSettings coap, HttpSettings http, TokenSettings tokens, StoreSettings store, DeviceSettings devices) {

    public GatewayConfig {
        Objects.requireNonNull(coap);
        Objects.requireNonNull(http);
        Objects.requireNonNull(tokens);
        Objects.requireNonNull(store);
        Objects.requireNonNull(devices);
    }

    /**
     * Reads and checks a YAML file.
     *
     * @throws ConfigException naming everything that is wrong with it
     */
    public static GatewayConfig read(Path file) throws ConfigException {
        return ConfigFile.read(file);
    }

    /** The files that hold secrets and should be readable by their owner only. */
    public List<Path> secretFiles() {
        return List.of(coap.keyFile(), http.tokenFile());
    }
}
