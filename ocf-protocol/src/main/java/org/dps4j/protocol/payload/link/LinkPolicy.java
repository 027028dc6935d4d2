package org.dps4j.protocol.payload.link;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What may be done with a linked resource: one bit each of {@code p.bm} (OCF Core, policy of a link). */
public enum LinkPolicy {
    DISCOVERABLE(1),
    OBSERVABLE(2),
    PUSHABLE(4);

    private final int bit;

    LinkPolicy(int bit) {
        this.bit = bit;
    }

    /** The policies of a bit map on the wire; bits that mean nothing here are dropped. */
    public static Set<LinkPolicy> ofBitMap(long bitMap) {
        Set<LinkPolicy> policies = EnumSet.noneOf(LinkPolicy.class);
        Arrays.stream(values()).filter(its -> (bitMap & its.bit) != 0).forEach(policies::add);
        return Collections.unmodifiableSet(policies);
    }

    /** The bit map on the wire of a set of policies. */
    public static int bitMap(Set<LinkPolicy> policies) {
        return policies.stream().mapToInt(its -> its.bit).sum();
    }
}
