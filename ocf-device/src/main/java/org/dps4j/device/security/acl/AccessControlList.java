package org.dps4j.device.security.acl;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.dps4j.device.security.Change;
import org.dps4j.device.security.Tags;
import org.dps4j.protocol.payload.acl.AccessControlEntry;
import org.dps4j.protocol.payload.acl.AceResource;
import org.dps4j.protocol.payload.acl.AceSubject;
import org.dps4j.protocol.payload.acl.ConnectionType;
import org.dps4j.protocol.payload.acl.Permission;

/**
 * The device's access control list, {@code /oic/sec/acl2} (OCF Security 13.5).
 *
 * @param entries each with an id that no other one has
 */
public record AccessControlList(List<AccessControlEntry> entries) {

    /** No rule: nobody may do anything. */
    public static final AccessControlList NONE = new AccessControlList(List.of());

    private static final int MOST = 512;
    private static final List<String> OPEN_TO_ALL = List.of("/oic/res", "/oic/d", "/oic/p", "/x.plgd.dev/time");

    public AccessControlList {
        entries = List.copyOf(entries);
        if (entries.size() > MOST) {
            throw new IllegalArgumentException("a device has at most " + MOST + " access rules, not " + entries.size());
        }
        Set<Integer> ids = new HashSet<>();
        for (AccessControlEntry entry : entries) {
            if (entry.id().isEmpty() || !ids.add(entry.id().getAsInt())) {
                throw new IllegalArgumentException("every access rule has an id of its own, not " + entry.id());
            }
        }
    }

    /** What a device that was just taken over allows: anybody may read where it is, what it is and what time it has. */
    public static AccessControlList bootstrap() {
        List<AceResource> resources = OPEN_TO_ALL.stream()
                .<AceResource>map(href -> new AceResource.Href(href, List.of()))
                .toList();
        return new AccessControlList(List.of(new AccessControlEntry(
                OptionalInt.of(1),
                new AceSubject.ConnectionSubject(ConnectionType.ANON_CLEAR),
                resources,
                Set.of(Permission.RETRIEVE),
                Optional.empty(),
                List.of())));
    }

    /** Whether any rule comes from provisioning. */
    public boolean isProvisioned() {
        return entries.stream().anyMatch(AccessControlList::isProvisioned);
    }

    /**
     * Puts what provisioning delivered in place of all that it delivered before; rules under other tags stay as they
     * are. A rule without a tag counts as provisioned. All or nothing: an answer without a single rule that grants
     * something, or with a foreign tag, is refused.
     */
    public Change<AccessControlList> replaceProvisioned(List<AccessControlEntry> delivered) {
        List<AccessControlEntry> merged = new ArrayList<>();
        for (AccessControlEntry entry : delivered) {
            if (entry.tag().isPresent() && !isProvisioned(entry)) {
                return new Change.Refused<>(
                        "access rules with the tag " + Tags.PROVISIONED,
                        "one with the tag " + entry.tag().get());
            }
            if (!entry.permissions().isEmpty()) {
                merge(merged, entry);
            }
        }
        if (merged.isEmpty()) {
            return new Change.Refused<>(
                    "at least one access rule that grants something", "none among " + delivered.size());
        }
        List<AccessControlEntry> kept =
                entries.stream().filter(entry -> !isProvisioned(entry)).toList();
        if (kept.size() + merged.size() > MOST) {
            return new Change.Refused<>("at most " + MOST + " access rules", "" + (kept.size() + merged.size()));
        }
        return new Change.Applied<>(new AccessControlList(
                Stream.concat(kept.stream(), number(kept, merged).stream()).toList()));
    }

    /** Adds entries: one with the id of another takes its place, one without an id gets a free one. All or nothing. */
    public Change<AccessControlList> merge(List<AccessControlEntry> posted) {
        List<AccessControlEntry> all = new ArrayList<>(entries);
        Set<Integer> taken = new HashSet<>();
        entries.forEach(entry -> taken.add(entry.id().orElseThrow()));
        posted.forEach(entry -> entry.id().ifPresent(taken::add));
        Set<Integer> written = new HashSet<>();
        for (AccessControlEntry entry : posted) {
            int id = entry.id().orElseGet(() -> firstFree(taken));
            if (!written.add(id)) {
                return new Change.Refused<>("each access rule id once", id + " twice");
            }
            all.removeIf(other -> other.id().orElseThrow() == id);
            all.add(entry.withId(id));
        }
        return all.size() > MOST
                ? new Change.Refused<>("at most " + MOST + " access rules", "" + all.size())
                : new Change.Applied<>(new AccessControlList(all));
    }

    /** Whether there is an entry with each of these ids. */
    public boolean hasAll(Collection<Integer> ids) {
        return entries.stream().map(entry -> entry.id().orElseThrow()).toList().containsAll(ids);
    }

    /** All entries but those with these ids. */
    public AccessControlList without(Collection<Integer> ids) {
        return new AccessControlList(entries.stream()
                .filter(entry -> !ids.contains(entry.id().orElseThrow()))
                .toList());
    }

    private static void merge(List<AccessControlEntry> merged, AccessControlEntry entry) {
        for (int i = 0; i < merged.size(); i++) {
            AccessControlEntry before = merged.get(i);
            if (before.subject().equals(entry.subject())
                    && before.permissions().equals(entry.permissions())
                    && before.validity().equals(entry.validity())) {
                Set<AceResource> resources = new LinkedHashSet<>(before.resources());
                resources.addAll(entry.resources());
                merged.set(i, provisioned(before.id(), before, List.copyOf(resources)));
                return;
            }
        }
        merged.add(provisioned(entry.id(), entry, entry.resources()));
    }

    private static List<AccessControlEntry> number(List<AccessControlEntry> kept, List<AccessControlEntry> merged) {
        Set<Integer> taken = new HashSet<>();
        kept.forEach(entry -> taken.add(entry.id().orElseThrow()));
        List<AccessControlEntry> numbered = new ArrayList<>();
        for (AccessControlEntry entry : merged) {
            OptionalInt id = entry.id();
            if (id.isPresent() && taken.add(id.getAsInt())) {
                numbered.add(entry);
            } else {
                numbered.add(provisioned(OptionalInt.empty(), entry, entry.resources()));
            }
        }
        numbered.replaceAll(entry -> entry.id().isPresent()
                ? entry
                : provisioned(OptionalInt.of(firstFree(taken)), entry, entry.resources()));
        return numbered;
    }

    private static int firstFree(Set<Integer> taken) {
        int id = 1;
        while (!taken.add(id)) {
            id++;
        }
        return id;
    }

    private static AccessControlEntry provisioned(OptionalInt id, AccessControlEntry of, List<AceResource> resources) {
        return new AccessControlEntry(
                id, of.subject(), resources, of.permissions(), Optional.of(Tags.PROVISIONED), of.validity());
    }

    private static boolean isProvisioned(AccessControlEntry entry) {
        return entry.tag().filter(Tags::isProvisioned).isPresent();
    }
}
