package org.dps4j.protocol.payload.acl;

import java.util.List;
import java.util.Objects;

/** What access is granted to: one entry of {@code resources} of an access control entry. */
public sealed interface AceResource {

    /** The member {@code if}: which interfaces; {@code *} or none at all for every one. */
    List<String> interfaces();

    /**
     * One resource.
     *
     * @param href its path; begins with a slash
     * @param interfaces which of its interfaces
     */
    record Href(String href, List<String> interfaces) implements AceResource {

        /** @throws IllegalArgumentException if the path does not begin with a slash */
        public Href {
            if (!href.startsWith("/")) {
                throw new IllegalArgumentException("a path begins with a slash");
            }
            interfaces = List.copyOf(interfaces);
        }
    }

    /**
     * A set of resources.
     *
     * @param kind which set
     * @param interfaces which of their interfaces
     */
    record Wildcard(WildcardKind kind, List<String> interfaces) implements AceResource {

        public Wildcard {
            Objects.requireNonNull(kind, "kind");
            interfaces = List.copyOf(interfaces);
        }
    }
}
