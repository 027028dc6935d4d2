package org.dps4j.protocol.payload.link;

import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.PayloadException;

/** A link as a device publishes it to a resource directory: without endpoints unless it has some. */
public final class PublishedLinkMembers {

    private PublishedLinkMembers() {}

    /** The members of a link; a single relation stands there as a text. */
    public static CborMap write(ResourceLink link) {
        MapWriter members = new MapWriter();
        link.anchor().ifPresent(anchor -> members.text(LinkMembers.ANCHOR, anchor));
        members.text(LinkMembers.HREF, link.href())
                .texts(LinkMembers.TYPES, link.resourceTypes())
                .texts(LinkMembers.INTERFACES, link.interfaces());
        if (link.relations().size() == 1) {
            members.text(LinkMembers.RELATIONS, link.relations().get(0));
        } else if (!link.relations().isEmpty()) {
            members.texts(LinkMembers.RELATIONS, link.relations());
        }
        link.instance().ifPresent(instance -> members.integer(LinkMembers.INSTANCE, instance));
        members.value(LinkMembers.POLICY, LinkMembers.policy(link));
        if (!link.endpoints().isEmpty()) {
            members.value(LinkMembers.ENDPOINTS, LinkMembers.endpoints(link));
        }
        return members.toMap();
    }

    /** The link that the members say; further ones are ignored. */
    public static ResourceLink read(MapReader members) throws PayloadException {
        return LinkMembers.read(members);
    }
}
