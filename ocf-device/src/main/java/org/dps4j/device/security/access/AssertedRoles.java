package org.dps4j.device.security.access;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dps4j.device.security.Change;
import org.dps4j.protocol.payload.credential.RoleId;
import org.dps4j.protocol.pki.CertificateChain;
import org.dps4j.protocol.pki.ChainVerdict;
import org.dps4j.protocol.pki.TrustAnchors;

/**
 * The role certificates that peers showed (OCF Security 13.11). They belong to a key, so that whoever proves the key has
 * the roles. They are forgotten when the program ends. Confined to the device's loop.
 */
public final class AssertedRoles {

    private static final int MOST_PEERS = 64;
    private static final int MOST_ROLES = 16;

    private final Map<PublicKey, List<Asserted>> byKey = new LinkedHashMap<>();
    private int lastId;

    /**
     * A role certificate.
     *
     * @param id {@code credid}
     * @param chain leaf first
     * @param roles what it grants
     */
    public record Asserted(int id, List<X509Certificate> chain, Set<RoleId> roles) {

        public Asserted {
            chain = List.copyOf(chain);
            roles = Set.copyOf(roles);
        }

        private boolean isValidAt(Instant at) {
            return chain.stream()
                    .allMatch(its -> !at.isBefore(its.getNotBefore().toInstant())
                            && !at.isAfter(its.getNotAfter().toInstant()));
        }
    }

    /** Takes in a role certificate for the owner of {@code key}, if a trust anchor vouches for it at {@code at}. */
    public Change<Asserted> take(PublicKey key, CertificateChain chain, TrustAnchors anchors, Instant at) {
        Set<RoleId> roles = RoleCertificate.rolesOf(chain.leaf());
        if (roles.isEmpty()) {
            return new Change.Refused<>("a role certificate that names a role", "none");
        }
        if (!chain.leaf().getPublicKey().equals(key)) {
            return new Change.Refused<>("a role certificate for the key of who shows it", "one for another key");
        }
        if (chain.check(anchors, at) instanceof ChainVerdict.Untrusted untrusted) {
            return new Change.Refused<>("a role certificate that a trust anchor vouches for", untrusted.detail());
        }
        if (!byKey.containsKey(key) && byKey.size() == MOST_PEERS) {
            byKey.remove(byKey.keySet().iterator().next());
        }
        List<Asserted> mine = byKey.computeIfAbsent(key, its -> new ArrayList<>());
        if (mine.size() == MOST_ROLES) {
            return new Change.Refused<>("at most " + MOST_ROLES + " role certificates", "one more");
        }
        Asserted asserted = new Asserted(++lastId, chain.certificates(), roles);
        mine.add(asserted);
        return new Change.Applied<>(asserted);
    }

    /** The role certificates of this key. */
    public List<Asserted> of(PublicKey key) {
        return List.copyOf(byKey.getOrDefault(key, List.of()));
    }

    /** Forgets those of this key with these ids. */
    public void remove(PublicKey key, Collection<Integer> ids) {
        List<Asserted> left = new ArrayList<>(of(key));
        left.removeIf(asserted -> ids.contains(asserted.id()));
        if (left.isEmpty()) {
            byKey.remove(key);
        } else {
            byKey.put(key, left);
        }
    }

    /** Forgets those that none of these trust anchors vouches for at {@code at}. */
    public void keepTrusted(TrustAnchors anchors, Instant at) {
        byKey.values()
                .forEach(mine -> mine.removeIf(asserted ->
                        new CertificateChain(asserted.chain()).check(anchors, at) instanceof ChainVerdict.Untrusted));
        byKey.values().removeIf(List::isEmpty);
    }

    /** Forgets all of them. */
    public void clear() {
        byKey.clear();
    }

    /** The requester with every role that he showed by a chain that is valid at {@code at}. */
    public Requester withRoles(Requester requester, Instant at) {
        if (requester.key().isEmpty() || !byKey.containsKey(requester.key().get())) {
            return requester;
        }
        Set<RoleId> roles = new HashSet<>(requester.roles());
        of(requester.key().get()).stream()
                .filter(asserted -> asserted.isValidAt(at))
                .forEach(asserted -> roles.addAll(asserted.roles()));
        return requester.with(roles);
    }
}
