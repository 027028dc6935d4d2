package org.dps4j.service.provisioning;

import java.util.concurrent.atomic.AtomicBoolean;
import org.dps4j.protocol.coap.CoapConnection;
import org.dps4j.service.attestation.Verdict.Accepted;
import org.dps4j.service.enrollment.EnrollmentGroup;
import org.dps4j.service.record.RecordUpdate;

/** A device on its connection: the group it was attested into stays its group until it hangs up. */
final class DeviceSession {

    private final Accepted attested;
    private final CoapConnection connection;
    private final AtomicBoolean endpointsAsked = new AtomicBoolean();

    private DeviceSession(Accepted attested, CoapConnection connection) {
        this.attested = attested;
        this.connection = connection;
    }

    /** The session of a connection whose device was attested; made with the first call. */
    static DeviceSession of(CoapConnection connection) {
        return connection.attachments().find(DeviceSession.class).orElseGet(() -> {
            DeviceSession session = new DeviceSession(connection.attachments().get(Accepted.class), connection);
            connection.attachments().attach(DeviceSession.class, session);
            return session;
        });
    }

    Accepted attested() {
        return attested;
    }

    EnrollmentGroup group() {
        return attested.group();
    }

    CoapConnection connection() {
        return connection;
    }

    /** An update of this device's record that knows nothing else yet. */
    RecordUpdate update() {
        return RecordUpdate.of(
                attested.recordId(),
                group().id(),
                group().owner(),
                connection.loop().now());
    }

    /** True for the first caller, false from then on. */
    boolean firstToAskForEndpoints() {
        return endpointsAsked.compareAndSet(false, true);
    }
}
