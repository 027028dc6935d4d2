package org.dps4j.service.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.dps4j.program.config.ConfigException;
import org.dps4j.program.config.StoreSettings;

/**
 * Everything the service is told. Immutable; relative paths are already resolved against the configuration file.
 *
 * @param groups at least one
 * @param hubs at least one; every hub that a group names is among them
 */
public record ServiceConfig(
        CoapSettings coap,
        HttpSettings http,
        CryptoChoice crypto,
        AuthoritySettings authority,
        TokenSettings tokens,
        StoreSettings store,
        List<GroupSettings> groups,
        List<HubSettings> hubs) {

    public ServiceConfig {
        Objects.requireNonNull(coap);
        Objects.requireNonNull(http);
        Objects.requireNonNull(crypto);
        Objects.requireNonNull(authority);
        Objects.requireNonNull(tokens);
        Objects.requireNonNull(store);
        groups = List.copyOf(groups);
        hubs = List.copyOf(hubs);
        if (groups.isEmpty()) {
            throw new IllegalArgumentException("enrollmentGroups must hold at least one group");
        }
        Set<UUID> hubIds = unique("hubs", hubs, HubSettings::id);
        unique("enrollmentGroups", groups, GroupSettings::id);
        for (GroupSettings group : groups) {
            for (UUID hub : group.hubs()) {
                if (!hubIds.contains(hub)) {
                    throw new IllegalArgumentException("enrollment group " + group.id() + " names hub " + hub
                            + ", which is not among the configured hubs");
                }
            }
        }
    }

    /**
     * Reads and checks a YAML file.
     *
     * @throws ConfigException naming everything that is wrong with it
     */
    public static ServiceConfig read(Path file) throws ConfigException {
        return ConfigFile.read(file);
    }

    /** The files that hold secrets and should be readable by their owner only. */
    public List<Path> secretFiles() {
        List<Path> files = new ArrayList<>(List.of(coap.keyFile(), authority.keyFile(), tokens.keyFile()));
        groups.forEach(group -> group.preSharedKeyFile().ifPresent(files::add));
        return List.copyOf(files);
    }

    private static <T> Set<UUID> unique(String what, List<T> items, Function<T, UUID> id) {
        Set<UUID> seen = new HashSet<>();
        for (T item : items) {
            if (!seen.add(id.apply(item))) {
                throw new IllegalArgumentException(what + " holds the id " + id.apply(item) + " twice");
            }
        }
        return seen;
    }
}
