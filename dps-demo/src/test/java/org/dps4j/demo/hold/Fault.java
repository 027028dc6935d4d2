package org.dps4j.demo.hold;

import org.dps4j.dps.machine.Failure;
import org.dps4j.dps.machine.FailureClass;
import org.dps4j.dps.scripted.Reply;
import org.dps4j.testkit.proxy.FaultProxy;

/** What a service or the network does at a step instead of the right thing, and what the device makes of it. */
enum Fault {
    UNAVAILABLE(Failure.Unavailable.class, FailureClass.TRANSIENT),
    BAD_REQUEST(Failure.Rejected.class, FailureClass.REJECTED),
    SILENCE(Failure.NoAnswer.class, FailureClass.TIMEOUT),
    CLOSED_CONNECTION(Failure.ConnectionLost.class, FailureClass.TRANSIENT),
    RESET(Failure.ConnectionLost.class, FailureClass.TRANSIENT),
    UNREADABLE_CBOR(Failure.UnreadableAnswer.class, FailureClass.REJECTED),
    EMPTY_PAYLOAD(Failure.UnreadableAnswer.class, FailureClass.REJECTED),
    WRONG_TYPE(Failure.UnreadableAnswer.class, FailureClass.REJECTED),
    CERTIFICATE_FOR_ANOTHER_KEY(Failure.UnusableAnswer.class, FailureClass.REJECTED),
    CERTIFICATE_FOR_ANOTHER_ID(Failure.UnusableAnswer.class, FailureClass.REJECTED);

    private final Class<? extends Failure> seenAs;
    private final FailureClass kind;

    Fault(Class<? extends Failure> seenAs, FailureClass kind) {
        this.seenAs = seenAs;
        this.kind = kind;
    }

    /** How the device reports it. */
    Class<? extends Failure> seenAs() {
        return seenAs;
    }

    /** How the device classifies it. */
    FailureClass kind() {
        return kind;
    }

    /** Whether only the answer to the request for credentials can be wrong in this way. */
    boolean isOfCredentials() {
        return this == CERTIFICATE_FOR_ANOTHER_KEY || this == CERTIFICATE_FOR_ANOTHER_ID;
    }

    /** The reply of a scripted service behind {@code proxy} that does it once. */
    Reply reply(FaultProxy proxy) {
        return switch (this) {
            case UNAVAILABLE -> Reply.code("5.03");
            case BAD_REQUEST -> Reply.code("4.00");
            case SILENCE -> Reply.silence();
            case CLOSED_CONNECTION -> Reply.close();
            case RESET -> Reply.instead(proxy::resetConnections);
            case UNREADABLE_CBOR -> Reply.unreadable();
            case EMPTY_PAYLOAD -> Reply.empty();
            case WRONG_TYPE -> Reply.wrongType();
            case CERTIFICATE_FOR_ANOTHER_KEY -> Reply.certificateForAnotherKey();
            case CERTIFICATE_FOR_ANOTHER_ID -> Reply.certificateForAnotherDevice();
        };
    }
}
