package org.dps4j.dps.transport;

import java.util.Optional;
import org.dps4j.protocol.Bytes;

/** What a service gets that asks the device. Called on the device's loop. */
@FunctionalInterface
public interface PeerAnswers {

    /** The CBOR body for 2.05; empty for 4.04. */
    Optional<Bytes> answer(PeerRequest request);
}
