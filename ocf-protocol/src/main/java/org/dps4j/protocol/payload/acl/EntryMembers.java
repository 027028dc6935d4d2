package org.dps4j.protocol.payload.acl;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.dps4j.protocol.cbor.CborValue;
import org.dps4j.protocol.cbor.CborValue.CborArray;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.PayloadException;

/** One entry of {@code aclist2}; unknown members are refused, since one of them might narrow what the entry grants. */
final class EntryMembers {

    private static final String ID = "aceid";
    private static final String PERMISSION = "permission";
    private static final String RESOURCES = "resources";
    private static final String SUBJECT = "subject";
    private static final String TAG = "tag";
    private static final String VALIDITY = "validity";
    private static final String PERIOD = "period";
    private static final String RECURRENCE = "recurrence";

    private EntryMembers() {}

    static CborMap write(AccessControlEntry value) {
        MapWriter members = new MapWriter();
        value.id().ifPresent(id -> members.integer(ID, id));
        members.integer(PERMISSION, Permission.mask(value.permissions()));
        members.value(
                RESOURCES,
                new CborArray(value.resources().stream()
                        .<CborValue>map(ResourceMembers::write)
                        .toList()));
        members.value(SUBJECT, SubjectMembers.write(value.subject()));
        value.tag().ifPresent(tag -> members.text(TAG, tag));
        if (!value.validity().isEmpty()) {
            members.value(
                    VALIDITY,
                    new CborArray(value.validity().stream()
                            .<CborValue>map(EntryMembers::write)
                            .toList()));
        }
        return members.toMap();
    }

    static AccessControlEntry read(MapReader members) throws PayloadException {
        members.refuseOthersThan(Set.of(ID, PERMISSION, RESOURCES, SUBJECT, TAG, VALIDITY));
        OptionalLong id = members.optionalInteger(ID, 0, Integer.MAX_VALUE);
        return new AccessControlEntry(
                id.isPresent() ? OptionalInt.of((int) id.getAsLong()) : OptionalInt.empty(),
                SubjectMembers.read(members.map(SUBJECT)),
                resources(members),
                Permission.ofMask(members.integer(PERMISSION, 0, Permission.mask(Permission.all()))),
                members.optionalText(TAG),
                validity(members));
    }

    private static List<AceResource> resources(MapReader members) throws PayloadException {
        List<AceResource> resources = new ArrayList<>();
        for (MapReader resource : members.maps(RESOURCES)) {
            resources.add(ResourceMembers.read(resource));
        }
        if (resources.isEmpty()) {
            throw members.problem(RESOURCES, "at least one resource", "none");
        }
        return resources;
    }

    private static CborMap write(Validity value) {
        MapWriter members = new MapWriter().text(PERIOD, value.period());
        if (!value.recurrences().isEmpty()) {
            members.texts(RECURRENCE, value.recurrences());
        }
        return members.toMap();
    }

    private static List<Validity> validity(MapReader members) throws PayloadException {
        List<Validity> validity = new ArrayList<>();
        for (MapReader pattern : members.optionalMaps(VALIDITY)) {
            pattern.refuseOthersThan(Set.of(PERIOD, RECURRENCE));
            String period = pattern.text(PERIOD);
            if (Period.of(period).isEmpty()) {
                throw pattern.problem(PERIOD, "a period as in RFC 5545", MapReader.quoted(period));
            }
            validity.add(new Validity(period, pattern.optionalTexts(RECURRENCE)));
        }
        return validity;
    }
}
