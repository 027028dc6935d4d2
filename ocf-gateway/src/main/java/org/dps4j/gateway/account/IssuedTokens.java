package org.dps4j.gateway.account;

import java.time.Duration;
import org.dps4j.protocol.Secret;

/**
 * Tokens as the device gets them, the only time anybody sees them.
 *
 * @param owner whose device it is
 * @param lifetime how long the access token is valid
 */
public record IssuedTokens(String owner, Secret access, Secret refresh, Duration lifetime) {}
