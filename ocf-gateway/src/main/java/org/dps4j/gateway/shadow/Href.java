package org.dps4j.gateway.shadow;

import java.util.Optional;
import java.util.UUID;

/** Paths of resources as the cloud keeps them: one slash in front, single ones between, none at the end. */
public final class Href {

    private static final int MAX_LENGTH = 255;

    private Href() {}

    /** The path that {@code href} means; empty for one that means none, or is longer than {@value #MAX_LENGTH}. */
    public static Optional<String> of(String href) {
        String path = ("/" + href).replaceAll("/{2,}", "/");
        String bare = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        boolean printable = bare.chars().noneMatch(Character::isISOControl);
        return bare.isEmpty() || bare.length() > MAX_LENGTH || !printable ? Optional.empty() : Optional.of(bare);
    }

    /** The same for a path that may name its device, {@code ocf://<device>/path}; empty for one of another device. */
    public static Optional<String> of(String href, UUID device) {
        if (!href.startsWith("ocf://")) {
            return of(href);
        }
        String prefix = "ocf://" + device;
        boolean own = href.regionMatches(true, 0, prefix, 0, prefix.length())
                && (href.length() == prefix.length() || href.charAt(prefix.length()) == '/');
        return own ? of(href.substring(prefix.length())) : Optional.empty();
    }
}
