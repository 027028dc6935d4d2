package org.dps4j.demo;

import java.util.Locale;
import org.dps4j.demo.pki.PkiLayout.GatewayFiles;

/** The configuration of the demo's cloud. */
final class GatewaySettings {

    private GatewaySettings() {}

    /** The text of {@code ocf-gateway.yaml}: it takes the tokens of the service at {@code servicePort}. */
    static String yaml(GatewayFiles files, int coapPort, int httpPort, int servicePort) {
        return String.format(
                Locale.ROOT,
                """
                # Written by ./demo at each start; see ocf-gateway --help for all settings.
                coap:
                  address: 127.0.0.1:%d
                  certificateFile: %s
                  keyFile: %s
                  trustedFile: %s
                http:
                  address: 127.0.0.1:%d
                tokens:
                  jwks: http://127.0.0.1:%d/.well-known/jwks.json
                  providers: [plgd.dps]
                """,
                coapPort,
                ServiceSettings.quoted(files.chain()),
                ServiceSettings.quoted(files.key()),
                ServiceSettings.quoted(files.trusted()),
                httpPort,
                servicePort);
    }
}
