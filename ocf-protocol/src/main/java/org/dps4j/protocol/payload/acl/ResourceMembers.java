package org.dps4j.protocol.payload.acl;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.acl.AceResource.Href;
import org.dps4j.protocol.payload.acl.AceResource.Wildcard;

/** One entry of {@code resources} of an access control entry: a path or a wildcard, never both. */
final class ResourceMembers {

    private static final String HREF = "href";
    private static final String INTERFACES = "if";
    private static final String WILDCARD = "wc";

    private ResourceMembers() {}

    static CborMap write(AceResource resource) {
        MapWriter members = new MapWriter();
        if (resource instanceof Href href) {
            members.text(HREF, href.href());
        }
        if (!resource.interfaces().isEmpty()) {
            members.texts(INTERFACES, resource.interfaces());
        }
        if (resource instanceof Wildcard wildcard) {
            members.text(WILDCARD, wildcard.kind().wireValue());
        }
        return members.toMap();
    }

    static AceResource read(MapReader members) throws PayloadException {
        List<String> interfaces = members.optionalTexts(INTERFACES);
        if (members.has(WILDCARD)) {
            members.refuseOthersThan(Set.of(WILDCARD, INTERFACES));
            return new Wildcard(members.choice(WILDCARD, "*, + or -", WildcardKind::ofWireValue), interfaces);
        }
        members.refuseOthersThan(Set.of(HREF, INTERFACES));
        String href = members.choice(
                HREF,
                "a path that begins with a slash",
                path -> Optional.of(path).filter(its -> its.startsWith("/")));
        return new Href(href, interfaces);
    }
}
