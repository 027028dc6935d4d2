package org.dps4j.protocol.payload.directory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.dps4j.protocol.cbor.CborValue;
import org.dps4j.protocol.cbor.CborValue.CborArray;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.link.PublishedLinkMembers;
import org.dps4j.protocol.payload.link.ResourceLink;

/** What a request to the directory and its answer have in common. */
final class DirectoryMembers {

    static final String DEVICE_ID = "di";
    static final String PATH = "href";
    static final String INSTANCE = "ins";
    static final String TIME_TO_LIVE = "ttl";
    static final String OLDER_TIME_TO_LIVE = "lt";
    static final String LINKS = "links";

    private DirectoryMembers() {}

    static CborArray write(List<ResourceLink> links) {
        return new CborArray(
                links.stream().<CborValue>map(PublishedLinkMembers::write).toList());
    }

    static List<ResourceLink> links(MapReader members) throws PayloadException {
        List<ResourceLink> links = new ArrayList<>();
        for (MapReader link : members.maps(LINKS)) {
            links.add(PublishedLinkMembers.read(link));
        }
        return links;
    }

    static Duration timeToLive(MapReader members) throws PayloadException {
        String name = members.has(TIME_TO_LIVE) || !members.has(OLDER_TIME_TO_LIVE) ? TIME_TO_LIVE : OLDER_TIME_TO_LIVE;
        return Duration.ofSeconds(members.integer(name, 0, Integer.MAX_VALUE));
    }
}
