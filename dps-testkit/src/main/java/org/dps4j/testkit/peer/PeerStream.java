package org.dps4j.testkit.peer;

import java.util.List;
import java.util.Optional;

/** What a peer sends and receives with: TCP as it is, or TLS on it. */
interface PeerStream {

    /** Sends each element as one unit (TLS record, or write), all units in one write to the connection. */
    void send(List<byte[]> units, Deadline deadline) throws DeadlineException;

    /** The next unit that arrives, never empty; absent once the other end has stopped sending. */
    Optional<byte[]> receive(Deadline deadline) throws DeadlineException;

    /** How the other end stopped sending, once {@link #receive} has seen it. */
    Optional<Ending> ending();
}
