package org.dps4j.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.dps4j.program.PemFile;
import org.dps4j.program.StartException;
import org.dps4j.protocol.Secret;
import org.dps4j.service.config.GroupSettings;
import org.dps4j.service.config.HubSettings;
import org.dps4j.service.config.ServiceConfig;
import org.dps4j.service.enrollment.EnrollmentGroup;
import org.dps4j.service.enrollment.GroupAuthorities;
import org.dps4j.service.hub.Hub;
import org.dps4j.service.hub.Hubs;

/** Makes enrollment groups and hubs of what the configuration says about them. */
final class ConfiguredGroups {

    private static final int MAX_KEY_FILE = 64;

    private ConfiguredGroups() {}

    static List<EnrollmentGroup> load(ServiceConfig config) throws StartException {
        Map<UUID, Hub> hubs =
                config.hubs().stream().map(ConfiguredGroups::hub).collect(Collectors.toMap(Hub::id, hub -> hub));
        List<EnrollmentGroup> groups = new ArrayList<>();
        for (GroupSettings settings : config.groups()) {
            groups.add(group(settings, hubs));
        }
        return groups;
    }

    private static Hub hub(HubSettings settings) {
        return new Hub(settings.id(), settings.name(), settings.gateways(), settings.authorizationProvider());
    }

    private static EnrollmentGroup group(GroupSettings settings, Map<UUID, Hub> hubs) throws StartException {
        Path file = settings.certificateChainFile();
        List<X509Certificate> certificates = PemFile.certificates(file);
        try {
            GroupAuthorities authorities = GroupAuthorities.of(certificates);
            X509Certificate lead = settings.leadCertificateName().isPresent()
                    ? authorities.named(settings.leadCertificateName().get())
                    : certificates.get(0);
            return new EnrollmentGroup(
                    settings.id(),
                    settings.name(),
                    settings.owner(),
                    authorities,
                    lead,
                    settings.expiredCertificates(),
                    new Hubs(settings.hubs().stream()
                            .map(id -> Objects.requireNonNull(hubs.get(id)))
                            .toList()),
                    preSharedKey(settings),
                    settings.deviceIds(),
                    settings.allowedDeviceIds());
        } catch (IllegalArgumentException e) {
            throw new StartException(file + ": enrollment group " + settings.name() + ": " + e.getMessage(), e);
        }
    }

    private static Optional<Secret> preSharedKey(GroupSettings settings) throws StartException {
        if (settings.preSharedKeyFile().isEmpty()) {
            return Optional.empty();
        }
        Path file = settings.preSharedKeyFile().get();
        try {
            byte[] content = Files.size(file) > MAX_KEY_FILE ? new byte[0] : Files.readAllBytes(file);
            byte[] key = withoutLineEnd(content);
            if (key.length != 16 && key.length != 32) {
                throw new StartException(file + ": expected a pre-shared key of 16 or 32 bytes, found "
                        + (content.length == 0 ? "another size" : key.length + " bytes"));
            }
            return Optional.of(Secret.ofBytes(key));
        } catch (IOException e) {
            throw new StartException(file + ": cannot be read; check its rights", e);
        }
    }

    /** An editor's line end is not part of a key, unless without it the size would be wrong. */
    private static byte[] withoutLineEnd(byte[] content) {
        int length = content.length;
        return (length == 17 || length == 33) && content[length - 1] == '\n'
                ? Arrays.copyOf(content, length - 1)
                : content;
    }
}
