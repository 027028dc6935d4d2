package org.dps4j.service.config;

import static org.dps4j.service.config.Scalars.ADDRESS;
import static org.dps4j.service.config.Scalars.DURATION;
import static org.dps4j.service.config.Scalars.ID;
import static org.dps4j.service.config.Scalars.NUMBER;
import static org.dps4j.service.config.Scalars.TEXT;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.dps4j.service.config.CoapSettings.Limits;
import org.dps4j.service.enrollment.DeviceIdPolicy;
import org.dps4j.service.enrollment.ExpiredCertificates;
import org.dps4j.service.hub.Gateways;
import org.jspecify.annotations.Nullable;

/** The keys of the configuration file, their types and their defaults. */
final class ConfigFile {

    private static final long MAX_SIZE = 1 << 20;

    private final List<String> problems = new ArrayList<>();

    private ConfigFile() {}

    static ServiceConfig read(Path file) throws ConfigException {
        Path absolute = file.toAbsolutePath().normalize();
        Path base = Optional.ofNullable(absolute.getParent()).orElse(absolute);
        String text = text(file);
        ConfigFile reader = new ConfigFile();
        try {
            return reader.service(Section.root(file.toString(), base, YamlParser.parse(file.toString(), text)));
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

    private ServiceConfig service(Section root) throws ConfigException {
        knows(root, "coap", "http", "crypto", "authority", "tokens", "store", "enrollmentGroups", "hubs");
        CoapSettings coap = section(root, "coap", this::coap);
        HttpSettings http = section(root, "http", this::http);
        CryptoChoice crypto = part(root, () -> choice(root, "crypto", CryptoChoice.AUTO));
        AuthoritySettings authority = section(root, "authority", this::authority);
        TokenSettings tokens = section(root, "tokens", this::tokens);
        StoreSettings store = section(root, "store", this::store);
        List<HubSettings> hubs = parts(root, "hubs", this::hub);
        List<HubSettings> allHubs = root.has("hubs") ? hubs : List.of(HubSettings.DEFAULT);
        List<UUID> hubIds = allHubs.stream().map(HubSettings::id).toList();
        if (!root.has("enrollmentGroups")) {
            part(root, () -> root.read("enrollmentGroups", "a list of enrollment groups", Function.identity()));
        }
        List<GroupSettings> groups = parts(root, "enrollmentGroups", section -> group(section, hubIds));
        if (problems.isEmpty()
                && coap != null
                && http != null
                && crypto != null
                && authority != null
                && tokens != null
                && store != null) {
            ServiceConfig config =
                    part(root, () -> new ServiceConfig(coap, http, crypto, authority, tokens, store, groups, allHubs));
            if (config != null) {
                return config;
            }
        }
        throw new ConfigException(problems);
    }

    private CoapSettings coap(Section coap) {
        knows(
                coap,
                "address",
                "certificateFile",
                "keyFile",
                "idleTimeout",
                "handshakeTimeout",
                "frameTimeout",
                "answerTimeout",
                "stopTimeout",
                "maxConnections",
                "maxOpenHandshakes",
                "maxRequests",
                "maxMessageSize");
        Limits none = Limits.DEFAULT;
        return new CoapSettings(
                coap.readOr("address", CoapSettings.DEFAULT_ADDRESS, ADDRESS, Scalars::address),
                coap.existingFile("certificateFile"),
                coap.existingFile("keyFile"),
                new Limits(
                        coap.readOr("idleTimeout", none.idle(), DURATION, Scalars::duration),
                        coap.readOr("handshakeTimeout", none.handshake(), DURATION, Scalars::duration),
                        coap.readOr("frameTimeout", none.frame(), DURATION, Scalars::duration),
                        coap.readOr("answerTimeout", none.answer(), DURATION, Scalars::duration),
                        coap.readOr("stopTimeout", none.stop(), DURATION, Scalars::duration),
                        coap.readOr("maxConnections", none.connections(), NUMBER, Scalars::number),
                        coap.readOr("maxOpenHandshakes", none.openHandshakes(), NUMBER, Scalars::number),
                        coap.readOr("maxRequests", none.requests(), NUMBER, Scalars::number),
                        coap.readOr("maxMessageSize", none.messageSize(), NUMBER, Scalars::number)));
    }

    private HttpSettings http(Section http) {
        knows(http, "address");
        return new HttpSettings(http.readOr("address", HttpSettings.DEFAULT.address(), ADDRESS, Scalars::address));
    }

    private AuthoritySettings authority(Section authority) {
        knows(authority, "certificateFile", "keyFile", "backdate", "validity");
        return new AuthoritySettings(
                authority.existingFile("certificateFile"),
                authority.existingFile("keyFile"),
                authority.readOr("backdate", AuthoritySettings.DEFAULT_BACKDATE, DURATION, Scalars::duration),
                authority.readOr("validity", AuthoritySettings.DEFAULT_VALIDITY, DURATION, Scalars::duration));
    }

    private TokenSettings tokens(Section tokens) {
        knows(tokens, "keyFile", "issuer", "lifetime", "ownerClaim", "deviceIdClaim", "clientId");
        return new TokenSettings(
                tokens.readOr("keyFile", tokens.resolve("data/token-key.pem"), "a file", tokens::resolve),
                tokens.optional("issuer", TEXT, Function.identity()),
                tokens.readOr("lifetime", TokenSettings.DEFAULT_LIFETIME, DURATION, Scalars::duration),
                text(tokens, "ownerClaim", TokenSettings.DEFAULT_OWNER_CLAIM),
                text(tokens, "deviceIdClaim", TokenSettings.DEFAULT_DEVICE_ID_CLAIM),
                text(tokens, "clientId", TokenSettings.DEFAULT_CLIENT_ID));
    }

    private StoreSettings store(Section store) {
        knows(store, "file");
        String file = text(store, "file", "data/dps-service");
        return file.equals("memory") ? new StoreSettings.Memory() : new StoreSettings.EmbeddedFile(store.resolve(file));
    }

    private HubSettings hub(Section hub) {
        knows(hub, "id", "name", "gateways", "authorizationProvider");
        UUID id = hub.read("id", ID, Scalars::id);
        return new HubSettings(
                id,
                text(hub, "name", id.toString()),
                hub.list("gateways", Gateways.EXPECTED, Gateways::normalise),
                text(hub, "authorizationProvider", HubSettings.DEFAULT_AUTHORIZATION_PROVIDER));
    }

    private GroupSettings group(Section group, List<UUID> allHubs) {
        knows(
                group,
                "id",
                "name",
                "owner",
                "certificateChainFile",
                "leadCertificateName",
                "expiredCertificates",
                "hubs",
                "preSharedKeyFile",
                "deviceIds",
                "allowedDeviceIds");
        UUID id = group.read("id", ID, Scalars::id);
        return new GroupSettings(
                id,
                text(group, "name", id.toString()),
                group.read("owner", TEXT, Function.identity()),
                group.existingFile("certificateChainFile"),
                group.optional("leadCertificateName", TEXT, Function.identity()),
                choice(group, "expiredCertificates", ExpiredCertificates.REFUSE),
                group.has("hubs") ? group.list("hubs", ID, Scalars::id) : allHubs,
                group.has("preSharedKeyFile") ? Optional.of(group.existingFile("preSharedKeyFile")) : Optional.empty(),
                choice(group, "deviceIds", DeviceIdPolicy.FREE),
                Set.copyOf(group.list("allowedDeviceIds", ID, Scalars::id)));
    }

    private static String text(Section section, String key, String otherwise) {
        return section.readOr(key, otherwise, TEXT, Function.identity());
    }

    private static <E extends Enum<E>> E choice(Section section, String key, E otherwise) {
        Class<E> type = otherwise.getDeclaringClass();
        return section.readOr(key, otherwise, Scalars.choices(type), text -> Scalars.choice(type, text));
    }

    private void knows(Section section, String... keys) {
        section.knows(new LinkedHashSet<>(List.of(keys)), problem -> problems.add(problem.line()));
    }

    private <T> @Nullable T section(Section root, String key, Function<Section, T> read) {
        Section section = part(root, () -> root.section(key));
        return section == null ? null : part(section, () -> read.apply(section));
    }

    private <T> List<T> parts(Section root, String key, Function<Section, T> read) {
        List<T> values = new ArrayList<>();
        List<Section> sections = part(root, () -> root.sections(key));
        for (Section section : sections == null ? List.<Section>of() : sections) {
            T value = part(section, () -> read.apply(section));
            if (value != null) {
                values.add(value);
            }
        }
        return values;
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
