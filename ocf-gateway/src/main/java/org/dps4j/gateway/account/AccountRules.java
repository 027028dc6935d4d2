package org.dps4j.gateway.account;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.dps4j.gateway.session.RefusedException;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;

/**
 * What is asked of those who sign up.
 *
 * @param lifetime how long an access token is valid
 * @param devices how many devices may be registered
 * @param providers the names of providers that a device may give; none allows every name
 */
public record AccountRules(Duration lifetime, int devices, List<String> providers) {

    public AccountRules {
        providers = List.copyOf(providers);
    }

    void requireKnown(Optional<String> provider) {
        if (!providers.isEmpty() && provider.filter(providers::contains).isEmpty()) {
            throw new RefusedException(
                    ResponseCode.UNAUTHORIZED, "expected an authprovider among " + String.join(", ", providers));
        }
    }
}
