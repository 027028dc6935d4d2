package org.dps4j.service.token;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.util.List;
import java.util.Map;

/** Tells those who verify tokens where the keys are (OpenID Connect Discovery 1.0, section 3). */
public final class OpenIdDiscovery {

    private OpenIdDiscovery() {}

    /** The document, which promises no more than there is: tokens are issued to devices, not on request. */
    public static String document(String issuer, String jwksUri) {
        return JSONObjectUtils.toJSONString(Map.of(
                "issuer", issuer,
                "jwks_uri", jwksUri,
                "id_token_signing_alg_values_supported", List.of("ES256")));
    }
}
