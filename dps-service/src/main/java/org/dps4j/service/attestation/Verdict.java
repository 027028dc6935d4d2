package org.dps4j.service.attestation;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.dps4j.protocol.pki.OcfIdentity;
import org.dps4j.service.enrollment.EnrollmentGroup;

/** What became of a chain that a device presented. */
public sealed interface Verdict {

    /**
     * The device belongs to {@code group}, and to no other for as long as its connection lasts.
     *
     * @param certificate its manufacturer certificate
     * @param recordId what it is remembered by: derived from its manufacturer key
     * @param holdsUntil how long the same chain gets the same verdict: the end of the first of its certificates
     */
    record Accepted(EnrollmentGroup group, X509Certificate certificate, UUID recordId, Instant holdsUntil)
            implements Verdict {

        public Accepted {
            Objects.requireNonNull(group);
            Objects.requireNonNull(recordId);
            Objects.requireNonNull(holdsUntil);
        }

        static Accepted into(EnrollmentGroup group, X509Certificate certificate, Instant holdsUntil) {
            return new Accepted(
                    group, certificate, OcfIdentity.manufacturerUuid(certificate.getPublicKey()), holdsUntil);
        }
    }

    /**
     * The device belongs to no group.
     *
     * @param reason one line for the log
     * @param groups why each group refused it; empty when none was asked
     */
    record Refused(String reason, List<GroupRefusal> groups) implements Verdict {

        public Refused {
            Objects.requireNonNull(reason);
            groups = List.copyOf(groups);
        }
    }

    /** Why one group refused a chain. */
    record GroupRefusal(EnrollmentGroup group, String reason) implements GroupOpinion {}
}
