package org.dps4j.service.token;

import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.dps4j.protocol.Secret;

/** Issues the access token with which a device signs up with its cloud. Nothing here blocks. Thread-safe. */
@FunctionalInterface
public interface TokenIssuer {

    /** A token that says whose the device is and which one it is. Fails with {@link TokenUnavailableException}. */
    CompletionStage<Secret> issue(String owner, UUID deviceId);
}
