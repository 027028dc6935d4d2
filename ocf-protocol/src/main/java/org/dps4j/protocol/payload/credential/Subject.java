package org.dps4j.protocol.payload.credential;

import java.util.Objects;
import java.util.UUID;

/** Whom a credential is about: the member {@code subjectuuid}. */
public sealed interface Subject {

    /**
     * One device, or one owner.
     *
     * @param id its id
     */
    record Device(UUID id) implements Subject {

        public Device {
            Objects.requireNonNull(id, "id");
        }
    }

    /** Whoever can prove it: {@code *}. */
    record Anyone() implements Subject {}
}
