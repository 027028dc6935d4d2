package org.dps4j.device.resource;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.dps4j.device.security.access.Access;
import org.dps4j.protocol.payload.link.LinkPolicy;
import org.dps4j.protocol.payload.link.ResourceLink;

/**
 * A resource as {@code /oic/res} and the cloud list it (OCF Core 7.8.2).
 *
 * @param href its path, such as {@code /light/1}
 * @param types {@code rt}, at least one
 * @param interfaces {@code if}, at least one
 * @param defaultInterface through which one it is seen where the request does not say
 * @param policy what may be done with it
 * @param publication whether the cloud is told about it
 * @param openBeforeOwnership what anybody may do with it while the device waits for an owner
 */
public record ResourceDescription(
        String href,
        List<String> types,
        List<ResourceInterface> interfaces,
        ResourceInterface defaultInterface,
        Set<LinkPolicy> policy,
        Publication publication,
        Set<Access> openBeforeOwnership) {

    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._~!$'()*+,;:@-]+)+");
    private static final int LONGEST = 128;

    public ResourceDescription {
        types = List.copyOf(types);
        interfaces = List.copyOf(interfaces);
        policy = Set.copyOf(policy);
        Objects.requireNonNull(publication, "publication");
        openBeforeOwnership = Set.copyOf(openBeforeOwnership);
        if (href.length() > LONGEST || !PATH.matcher(href).matches()) {
            throw new IllegalArgumentException("a path is words, each after a slash, and has at most " + LONGEST
                    + " characters, such as /light/1, not " + href);
        }
        if (types.isEmpty() || !interfaces.contains(defaultInterface)) {
            throw new IllegalArgumentException(
                    "the resource " + href + " needs a type, and a default interface that is one of its own");
        }
    }

    /** Whether it may be observed. */
    public boolean isObservable() {
        return policy.contains(LinkPolicy.OBSERVABLE);
    }

    /** Whether it is listed in {@code /oic/res}. */
    public boolean isDiscoverable() {
        return policy.contains(LinkPolicy.DISCOVERABLE);
    }

    /** Whether it has one of these types; no type at all asks for nothing in particular. */
    public boolean isOneOf(List<String> wanted) {
        return wanted.isEmpty() || types.stream().anyMatch(wanted::contains);
    }

    /** The names of the interfaces. */
    public List<String> interfaceNames() {
        return interfaces.stream().map(ResourceInterface::wireValue).toList();
    }

    /** The link to this resource of the device with this id. */
    public ResourceLink link(UUID deviceId) {
        return new ResourceLink(
                Optional.of("ocf://" + deviceId),
                href,
                types,
                interfaceNames(),
                policy,
                List.of(),
                List.of(),
                OptionalLong.empty());
    }
}
