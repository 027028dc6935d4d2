package org.dps4j.gateway.config;

import static org.dps4j.gateway.config.Scalars.ADDRESS;
import static org.dps4j.gateway.config.Scalars.DURATION;
import static org.dps4j.gateway.config.Scalars.NUMBER;
import static org.dps4j.gateway.config.Scalars.TEXT;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The keys of the configuration file, their types and their defaults. */
final class ConfigFile {

    private static final long MAX_SIZE = 1 << 20;

    private final List<String> problems = new ArrayList<>();

    private ConfigFile() {}

    static GatewayConfig read(Path file) throws ConfigException {
        Path absolute = file.toAbsolutePath().normalize();
        Path base = Optional.ofNullable(absolute.getParent()).orElse(absolute);
        String text = text(file);
        ConfigFile reader = new ConfigFile();
        try {
            return reader.gateway(Section.root(file.toString(), base, YamlParser.parse(file.toString(), text)));
        } catch (Problem problem) {
            reader.problems.add(problem.line());
            throw new ConfigException(reader.problems);
        }
    }

    private static String text(Path file) throws ConfigException {
        try {
            if (Files.size(file) > MAX_SIZE) {
                throw new ConfigException(List.of(file + ": larger than " + MAX_SIZE + " bytes"));
            }
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new ConfigException(List.of(file + ": does not exist; name the configuration with --config FILE"));
        } catch (CharacterCodingException e) {
            throw new ConfigException(List.of(file + ": is not UTF-8 text"));
        } catch (IOException e) {
            throw new ConfigException(List.of(file + ": cannot be read (" + e.getMessage() + ")"));
        }
    }

    private GatewayConfig gateway(Section root) throws ConfigException {
        knows(root, "coap", "http", "tokens", "store", "devices");
        CoapSettings coap = section(root, "coap", this::coap);
        HttpSettings http = section(root, "http", this::http);
        TokenSettings tokens = section(root, "tokens", this::tokens);
        StoreSettings store = section(root, "store", this::store);
        DeviceSettings devices = section(root, "devices", this::devices);
        if (problems.isEmpty() && coap != null && http != null && tokens != null && store != null && devices != null) {
            return new GatewayConfig(coap, http, tokens, store, devices);
        }
        throw new ConfigException(problems);
    }

    private CoapSettings coap(Section coap) {
        knows(
                coap,
                "address",
                "certificateFile",
                "keyFile",
                "trustedFile",
                "inactivityTimeout",
                "signInTimeout",
                "handshakeTimeout",
                "frameTimeout",
                "maxConnections",
                "maxOpenHandshakes",
                "maxMessageSize");
        CoapSettings.Limits none = CoapSettings.Limits.DEFAULT;
        return new CoapSettings(
                coap.readOr("address", CoapSettings.DEFAULT_ADDRESS, ADDRESS, Scalars::address),
                coap.existingFile("certificateFile"),
                coap.existingFile("keyFile"),
                coap.existingFile("trustedFile"),
                new CoapSettings.Limits(
                        coap.readOr("inactivityTimeout", none.inactivity(), DURATION, Scalars::duration),
                        coap.readOr("signInTimeout", none.signIn(), DURATION, Scalars::duration),
                        coap.readOr("handshakeTimeout", none.handshake(), DURATION, Scalars::duration),
                        coap.readOr("frameTimeout", none.frame(), DURATION, Scalars::duration),
                        coap.readOr("maxConnections", none.connections(), NUMBER, Scalars::number),
                        coap.readOr("maxOpenHandshakes", none.openHandshakes(), NUMBER, Scalars::number),
                        coap.readOr("maxMessageSize", none.messageSize(), NUMBER, Scalars::number)));
    }

    private HttpSettings http(Section http) {
        knows(http, "address", "tokenFile");
        return new HttpSettings(
                http.readOr("address", HttpSettings.DEFAULT_ADDRESS, ADDRESS, Scalars::address),
                http.readOr("tokenFile", http.resolve("data/api-token"), "a file", http::resolve));
    }

    private TokenSettings tokens(Section tokens) {
        knows(tokens, "jwks", "issuer", "audience", "ownerClaim", "deviceIdClaim", "providers", "lifetime");
        return new TokenSettings(
                tokens.readOr("jwks", TokenSettings.DEFAULT_JWKS, "a file or an address", text -> jwks(tokens, text)),
                tokens.optional("issuer", TEXT, Function.identity()),
                tokens.optional("audience", TEXT, Function.identity()),
                text(tokens, "ownerClaim", TokenSettings.DEFAULT_OWNER_CLAIM),
                text(tokens, "deviceIdClaim", TokenSettings.DEFAULT_DEVICE_ID_CLAIM),
                tokens.list("providers", TEXT, Function.identity()),
                tokens.readOr("lifetime", TokenSettings.DEFAULT_LIFETIME, DURATION, Scalars::duration));
    }

    /** A file need not be there yet: it is read when the first token comes. */
    private static URI jwks(Section tokens, String text) {
        return text.startsWith("http://") || text.startsWith("https://")
                ? URI.create(text)
                : tokens.resolve(text).toUri();
    }

    private StoreSettings store(Section store) {
        knows(store, "file");
        String file = text(store, "file", "data/ocf-gateway");
        return file.equals("memory") ? new StoreSettings.Memory() : new StoreSettings.EmbeddedFile(store.resolve(file));
    }

    private DeviceSettings devices(Section devices) {
        knows(devices, "maxDevices", "maxResources", "maxShadowBytes", "maxWaitingRequests", "requestTimeout");
        DeviceSettings none = DeviceSettings.DEFAULT;
        return new DeviceSettings(
                devices.readOr("maxDevices", none.registered(), NUMBER, Scalars::number),
                devices.readOr("maxResources", none.resources(), NUMBER, Scalars::number),
                devices.readOr("maxShadowBytes", none.shadowBytes(), NUMBER, Scalars::number),
                devices.readOr("maxWaitingRequests", none.waitingRequests(), NUMBER, Scalars::number),
                devices.readOr("requestTimeout", none.requestTimeout(), DURATION, Scalars::duration));
    }

    private static String text(Section section, String key, String otherwise) {
        return section.readOr(key, otherwise, TEXT, Function.identity());
    }

    private void knows(Section section, String... keys) {
        section.knows(new LinkedHashSet<>(List.of(keys)), problem -> problems.add(problem.line()));
    }

    private <T> @Nullable T section(Section root, String key, Function<Section, T> read) {
        Section section = part(root, () -> root.section(key));
        return section == null ? null : part(section, () -> read.apply(section));
    }

    private <T> @Nullable T part(Section section, Supplier<T> read) {
        try {
            return read.get();
        } catch (Problem problem) {
            problems.add(problem.line());
        } catch (IllegalArgumentException refused) {
            problems.add(section.refused(refused).line());
        }
        return null;
    }
}
