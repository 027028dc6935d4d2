package org.dps4j.gateway.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.function.Function;
import org.dps4j.program.config.ConfigException;
import org.dps4j.program.config.ConfigReader;
import org.dps4j.program.config.Scalars;
import org.dps4j.program.config.Section;
import org.dps4j.program.config.StoreSettings;
import org.dps4j.program.config.TransportSettings;
import org.jspecify.annotations.Nullable;

/** The keys of the configuration file, their types and their defaults. */
final class ConfigFile {

    private final ConfigReader reader;

    private ConfigFile(ConfigReader reader) {
        this.reader = reader;
    }

    static GatewayConfig read(Path file) throws ConfigException {
        return ConfigReader.read(file, (reader, root) -> new ConfigFile(reader).gateway(root));
    }

    /** The same with the text of a file called {@code name} in the folder {@code base}. */
    static GatewayConfig read(String name, Path base, String text) throws ConfigException {
        return ConfigReader.read(name, base, text, (reader, root) -> new ConfigFile(reader).gateway(root));
    }

    private @Nullable GatewayConfig gateway(Section root) {
        reader.knows(root, "coap", "http", "tokens", "store", "devices");
        CoapSettings coap = reader.section(root, "coap", this::coap);
        HttpSettings http = reader.section(root, "http", this::http);
        TokenSettings tokens = reader.section(root, "tokens", this::tokens);
        StoreSettings store = reader.section(root, "store", this::store);
        DeviceSettings devices = reader.section(root, "devices", this::devices);
        if (coap != null && http != null && tokens != null && store != null && devices != null && reader.isFlawless()) {
            return new GatewayConfig(coap, http, tokens, store, devices);
        }
        return null;
    }

    private CoapSettings coap(Section coap) {
        reader.knows(
                coap,
                TransportSettings.keysBehind(
                        "address", "certificateFile", "keyFile", "trustedFile", "inactivityTimeout", "signInTimeout"));
        return new CoapSettings(
                coap.address("address", CoapSettings.DEFAULT_ADDRESS),
                coap.existingFile("certificateFile"),
                coap.existingFile("keyFile"),
                coap.existingFile("trustedFile"),
                coap.duration("inactivityTimeout", CoapSettings.DEFAULT_INACTIVITY),
                coap.duration("signInTimeout", CoapSettings.DEFAULT_SIGN_IN),
                TransportSettings.read(coap));
    }

    private HttpSettings http(Section http) {
        reader.knows(http, "address", "tokenFile");
        return new HttpSettings(
                http.address("address", HttpSettings.DEFAULT_ADDRESS),
                http.readOr("tokenFile", http.resolve("data/api-token"), "a file", http::resolve));
    }

    private TokenSettings tokens(Section tokens) {
        reader.knows(tokens, "jwks", "issuer", "audience", "ownerClaim", "deviceIdClaim", "providers", "lifetime");
        return new TokenSettings(
                tokens.readOr("jwks", TokenSettings.DEFAULT_JWKS, "a file or an address", text -> jwks(tokens, text)),
                tokens.optional("issuer", Scalars.TEXT, Function.identity()),
                tokens.optional("audience", Scalars.TEXT, Function.identity()),
                tokens.text("ownerClaim", TokenSettings.DEFAULT_OWNER_CLAIM),
                tokens.text("deviceIdClaim", TokenSettings.DEFAULT_DEVICE_ID_CLAIM),
                tokens.list("providers", Scalars.TEXT, Function.identity()),
                tokens.duration("lifetime", TokenSettings.DEFAULT_LIFETIME));
    }

    /** A file need not be there yet: it is read when the first token comes. */
    private static URI jwks(Section tokens, String text) {
        return text.startsWith("http://") || text.startsWith("https://")
                ? URI.create(text)
                : tokens.resolve(text).toUri();
    }

    private StoreSettings store(Section store) {
        reader.knows(store, "file");
        return StoreSettings.read(store, "data/ocf-gateway");
    }

    private DeviceSettings devices(Section devices) {
        reader.knows(devices, "maxDevices", "maxResources", "maxShadowBytes", "maxWaitingRequests", "requestTimeout");
        DeviceSettings none = DeviceSettings.DEFAULT;
        return new DeviceSettings(
                devices.number("maxDevices", none.registered()),
                devices.number("maxResources", none.resources()),
                devices.number("maxShadowBytes", none.shadowBytes()),
                devices.number("maxWaitingRequests", none.waitingRequests()),
                devices.duration("requestTimeout", none.requestTimeout()));
    }
}
