package org.dps4j.service.attestation;

import java.time.Instant;
import java.util.Objects;
import org.dps4j.service.enrollment.EnrollmentGroup;

/** What one group, asked alone, thinks of a chain. */
public sealed interface GroupOpinion permits GroupOpinion.Trust, Verdict.GroupRefusal {

    /** Whose opinion it is. */
    EnrollmentGroup group();

    /**
     * The group trusts the chain.
     *
     * @param distance how many certificates its lead is above the device's: the smaller wins
     * @param holdsUntil the end of the first of the certificates
     */
    record Trust(EnrollmentGroup group, int distance, Instant holdsUntil) implements GroupOpinion {

        public Trust {
            Objects.requireNonNull(group);
            Objects.requireNonNull(holdsUntil);
        }
    }
}
