package org.dps4j.device.resource.collection;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.CRC32;
import org.dps4j.device.resource.ResourceDescription;
import org.dps4j.device.resource.ResourceDirectory;
import org.dps4j.protocol.cbor.CborValue;
import org.dps4j.protocol.cbor.CborValue.CborArray;
import org.dps4j.protocol.payload.link.ResourceLink;

/** The members of a collection: every resource whose path is the collection's and one word more. */
record CollectionLinks(String collection, ResourceDirectory directory) {

    List<ResourceDescription> members() {
        return directory.descriptions().stream()
                .filter(resource -> isMember(resource.href()))
                .toList();
    }

    boolean isMember(String href) {
        return href.startsWith(collection + "/") && href.indexOf('/', collection.length() + 1) < 0;
    }

    /** The links as {@code oic.if.ll} shows them, of the members with one of these types. */
    CborArray shown(List<String> types) {
        return new CborArray(members().stream()
                .filter(member -> member.isOneOf(types))
                .<CborValue>map(member -> link(member).toCbor())
                .toList());
    }

    private static ResourceLink link(ResourceDescription member) {
        return new ResourceLink(
                Optional.empty(),
                member.href(),
                member.types(),
                member.interfaceNames(),
                member.policy(),
                List.of(),
                List.of("hosts"),
                OptionalLong.of(instance(member.href())));
    }

    /** A number that tells links apart and stays the same for the same path. */
    static long instance(String href) {
        CRC32 checksum = new CRC32();
        checksum.update(href.getBytes(StandardCharsets.UTF_8));
        return checksum.getValue();
    }
}
