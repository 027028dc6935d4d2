package org.dps4j.service.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.dps4j.program.config.ConfigException;
import org.dps4j.program.config.ConfigReader;
import org.dps4j.program.config.Scalars;
import org.dps4j.program.config.Section;
import org.dps4j.program.config.StoreSettings;
import org.dps4j.program.config.TransportSettings;
import org.dps4j.service.config.CoapSettings.Limits;
import org.dps4j.service.enrollment.DeviceIdPolicy;
import org.dps4j.service.enrollment.ExpiredCertificates;
import org.dps4j.service.hub.Gateways;
import org.jspecify.annotations.Nullable;

/** The keys of the configuration file, their types and their defaults. */
final class ConfigFile {

    private final ConfigReader reader;

    private ConfigFile(ConfigReader reader) {
        this.reader = reader;
    }

    static ServiceConfig read(Path file) throws ConfigException {
        return ConfigReader.read(file, (reader, root) -> new ConfigFile(reader).service(root));
    }

    /** The same with the text of a file called {@code name} in the folder {@code base}. */
    static ServiceConfig read(String name, Path base, String text) throws ConfigException {
        return ConfigReader.read(name, base, text, (reader, root) -> new ConfigFile(reader).service(root));
    }

    private @Nullable ServiceConfig service(Section root) {
        reader.knows(root, "coap", "http", "crypto", "authority", "tokens", "store", "enrollmentGroups", "hubs");
        CoapSettings coap = reader.section(root, "coap", this::coap);
        HttpSettings http = reader.section(root, "http", this::http);
        CryptoChoice crypto = reader.part(root, () -> root.choice("crypto", CryptoChoice.AUTO));
        AuthoritySettings authority = reader.section(root, "authority", this::authority);
        TokenSettings tokens = reader.section(root, "tokens", this::tokens);
        StoreSettings store = reader.section(root, "store", this::store);
        List<HubSettings> hubs = reader.sections(root, "hubs", this::hub);
        List<HubSettings> allHubs = root.has("hubs") ? hubs : List.of(HubSettings.DEFAULT);
        List<UUID> hubIds = allHubs.stream().map(HubSettings::id).toList();
        if (!root.has("enrollmentGroups")) {
            reader.part(root, () -> root.read("enrollmentGroups", "a list of enrollment groups", Function.identity()));
        }
        List<GroupSettings> groups = reader.sections(root, "enrollmentGroups", section -> group(section, hubIds));
        if (coap != null
                && http != null
                && crypto != null
                && authority != null
                && tokens != null
                && store != null
                && reader.isFlawless()) {
            return new ServiceConfig(coap, http, crypto, authority, tokens, store, groups, allHubs);
        }
        return null;
    }

    private CoapSettings coap(Section coap) {
        reader.knows(
                coap,
                TransportSettings.keysBehind(
                        "address",
                        "dtlsAddress",
                        "certificateFile",
                        "keyFile",
                        "idleTimeout",
                        "answerTimeout",
                        "stopTimeout",
                        "maxRequests"));
        Limits none = Limits.DEFAULT;
        return new CoapSettings(
                coap.address("address", CoapSettings.DEFAULT_ADDRESS),
                coap.has("dtlsAddress")
                        ? Optional.of(coap.address("dtlsAddress", CoapSettings.DEFAULT_ADDRESS))
                        : Optional.empty(),
                coap.existingFile("certificateFile"),
                coap.existingFile("keyFile"),
                new Limits(
                        coap.duration("idleTimeout", none.idle()),
                        coap.duration("answerTimeout", none.answer()),
                        coap.duration("stopTimeout", none.stop()),
                        coap.number("maxRequests", none.requests()),
                        TransportSettings.read(coap)));
    }

    private HttpSettings http(Section http) {
        reader.knows(http, "address");
        return new HttpSettings(http.address("address", HttpSettings.DEFAULT.address()));
    }

    private AuthoritySettings authority(Section authority) {
        reader.knows(authority, "certificateFile", "keyFile", "backdate", "validity");
        return new AuthoritySettings(
                authority.existingFile("certificateFile"),
                authority.existingFile("keyFile"),
                authority.duration("backdate", AuthoritySettings.DEFAULT_BACKDATE),
                authority.duration("validity", AuthoritySettings.DEFAULT_VALIDITY));
    }

    private TokenSettings tokens(Section tokens) {
        reader.knows(tokens, "keyFile", "issuer", "lifetime", "ownerClaim", "deviceIdClaim", "clientId");
        return new TokenSettings(
                tokens.readOr("keyFile", tokens.resolve("data/token-key.pem"), "a file", tokens::resolve),
                tokens.optional("issuer", Scalars.TEXT, Function.identity()),
                tokens.duration("lifetime", TokenSettings.DEFAULT_LIFETIME),
                tokens.text("ownerClaim", TokenSettings.DEFAULT_OWNER_CLAIM),
                tokens.text("deviceIdClaim", TokenSettings.DEFAULT_DEVICE_ID_CLAIM),
                tokens.text("clientId", TokenSettings.DEFAULT_CLIENT_ID));
    }

    private StoreSettings store(Section store) {
        reader.knows(store, "file");
        return StoreSettings.read(store, "data/dps-service");
    }

    private HubSettings hub(Section hub) {
        reader.knows(hub, "id", "name", "gateways", "authorizationProvider");
        UUID id = hub.read("id", Scalars.ID, Scalars::id);
        return new HubSettings(
                id,
                hub.text("name", id.toString()),
                hub.list("gateways", Gateways.EXPECTED, Gateways::normalise),
                hub.text("authorizationProvider", HubSettings.DEFAULT_AUTHORIZATION_PROVIDER));
    }

    private GroupSettings group(Section group, List<UUID> allHubs) {
        reader.knows(
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
        UUID id = group.read("id", Scalars.ID, Scalars::id);
        return new GroupSettings(
                id,
                group.text("name", id.toString()),
                group.read("owner", Scalars.TEXT, Function.identity()),
                group.existingFile("certificateChainFile"),
                group.optional("leadCertificateName", Scalars.TEXT, Function.identity()),
                group.choice("expiredCertificates", ExpiredCertificates.REFUSE),
                group.has("hubs") ? group.list("hubs", Scalars.ID, Scalars::id) : allHubs,
                group.has("preSharedKeyFile") ? Optional.of(group.existingFile("preSharedKeyFile")) : Optional.empty(),
                group.choice("deviceIds", DeviceIdPolicy.FREE),
                Set.copyOf(group.list("allowedDeviceIds", Scalars.ID, Scalars::id)));
    }
}
