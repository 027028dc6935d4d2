package org.dps4j.protocol.payload.link;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.dps4j.protocol.cbor.CborValue;
import org.dps4j.protocol.cbor.CborValue.CborArray;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.CborValue.CborText;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.PayloadException;

/** One link; members that no field stands for are ignored. */
final class LinkMembers {

    static final String ANCHOR = "anchor";
    static final String HREF = "href";
    static final String TYPES = "rt";
    static final String INTERFACES = "if";
    static final String RELATIONS = "rel";
    static final String INSTANCE = "ins";
    static final String POLICY = "p";
    private static final String BIT_MAP = "bm";
    static final String ENDPOINTS = "eps";
    private static final String ADDRESS = "ep";
    private static final String PRIORITY = "pri";

    private LinkMembers() {}

    static CborMap write(ResourceLink link) {
        MapWriter members = new MapWriter();
        link.anchor().ifPresent(anchor -> members.text(ANCHOR, anchor));
        members.text(HREF, link.href()).texts(TYPES, link.resourceTypes()).texts(INTERFACES, link.interfaces());
        if (!link.relations().isEmpty()) {
            members.texts(RELATIONS, link.relations());
        }
        link.instance().ifPresent(instance -> members.integer(INSTANCE, instance));
        members.value(POLICY, policy(link)).value(ENDPOINTS, endpoints(link));
        return members.toMap();
    }

    static CborMap policy(ResourceLink link) {
        return new MapWriter()
                .integer(BIT_MAP, LinkPolicy.bitMap(link.policy()))
                .toMap();
    }

    static CborArray endpoints(ResourceLink link) {
        return new CborArray(
                link.endpoints().stream().<CborValue>map(LinkMembers::write).toList());
    }

    static ResourceLink read(MapReader members) throws PayloadException {
        return new ResourceLink(
                members.optionalText(ANCHOR),
                members.word(HREF),
                members.optionalTexts(TYPES),
                members.optionalTexts(INTERFACES),
                policy(members),
                endpoints(members),
                relations(members),
                members.optionalInteger(INSTANCE, 0, Long.MAX_VALUE));
    }

    private static Set<LinkPolicy> policy(MapReader members) throws PayloadException {
        return LinkPolicy.ofBitMap(
                members.has(POLICY) ? members.map(POLICY).integer(BIT_MAP, 0, Integer.MAX_VALUE) : 0);
    }

    /** One relation may stand there as a text instead of a list. */
    private static List<String> relations(MapReader members) throws PayloadException {
        return members.has(RELATIONS) && members.value(RELATIONS) instanceof CborText text
                ? List.of(text.text())
                : members.optionalTexts(RELATIONS);
    }

    private static CborMap write(LinkEndpoint endpoint) {
        MapWriter members = new MapWriter().text(ADDRESS, endpoint.address().toString());
        endpoint.priority().ifPresent(priority -> members.integer(PRIORITY, priority));
        return members.toMap();
    }

    /** Those that can be used: an odd one of a peer says nothing against its links. */
    private static List<LinkEndpoint> endpoints(MapReader members) throws PayloadException {
        List<LinkEndpoint> endpoints = new ArrayList<>();
        for (MapReader endpoint : members.optionalMaps(ENDPOINTS)) {
            OptionalLong priority = endpoint.optionalInteger(PRIORITY, 0, Integer.MAX_VALUE);
            endpoint.optionalText(ADDRESS)
                    .flatMap(MapReader::addressOf)
                    .map(address -> new LinkEndpoint(
                            address,
                            priority.isPresent() ? OptionalInt.of((int) priority.getAsLong()) : OptionalInt.empty()))
                    .ifPresent(endpoints::add);
        }
        return endpoints;
    }
}
