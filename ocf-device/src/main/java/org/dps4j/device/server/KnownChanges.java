package org.dps4j.device.server;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.dps4j.device.resource.ResourceRequest;
import org.dps4j.protocol.Bytes;

/**
 * The ETags by which a requester of a batch shows what it has: the option's, and those of the query
 * {@code incChanges}, in base64url without padding, divided by commas. What is none is passed over.
 */
final class KnownChanges {

    private static final String PARAMETER = "incChanges";
    private static final int LONGEST = 8;
    private static final int MOST = 64;

    private KnownChanges() {}

    static List<Bytes> of(ResourceRequest request) {
        List<Bytes> tags = new ArrayList<>(request.entityTags());
        for (String list : request.parameters(PARAMETER)) {
            for (String text : list.split(",", MOST)) {
                try {
                    Bytes tag = Bytes.copyOf(Base64.getUrlDecoder().decode(text));
                    if (tag.size() > 0 && tag.size() <= LONGEST) {
                        tags.add(tag);
                    }
                } catch (IllegalArgumentException e) {
                    continue;
                }
            }
        }
        return tags;
    }
}
