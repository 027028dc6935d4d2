package org.dps4j.gateway.account;

import java.util.UUID;
import org.dps4j.gateway.session.DeviceSession;
import org.dps4j.gateway.session.RefusedException;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;

/** A device speaks for itself only: for the id in its certificate. */
final class OwnDevice {

    private OwnDevice() {}

    static void require(DeviceSession session, UUID deviceId) {
        if (!session.deviceId().equals(deviceId)) {
            throw new RefusedException(
                    ResponseCode.UNAUTHORIZED, "expected the device id of the certificate, found " + deviceId);
        }
    }
}
