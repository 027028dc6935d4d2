package org.dps4j.device.cloud.scripted;

import java.util.Map;
import java.util.Optional;
import org.dps4j.device.cloud.transport.CloudRequest;

/** What a device can ask a cloud for. */
public enum CloudOperation {
    SIGN_UP,
    SIGN_OFF,
    REFRESH,
    SIGN_IN,
    PUBLISH,
    UNPUBLISH;

    private static final Map<String, CloudOperation> BY_REQUEST = Map.of(
            "POST /oic/sec/account", SIGN_UP,
            "DELETE /oic/sec/account", SIGN_OFF,
            "POST /oic/sec/tokenrefresh", REFRESH,
            "POST /oic/sec/session", SIGN_IN,
            "POST /oic/rd", PUBLISH,
            "DELETE /oic/rd", UNPUBLISH);

    static Optional<CloudOperation> of(CloudRequest request) {
        return Optional.ofNullable(BY_REQUEST.get(request.method() + " /" + request.path()));
    }

    /** Whether a hub closes the connection after an error here. */
    boolean closesOnError() {
        return this != PUBLISH && this != UNPUBLISH;
    }
}
