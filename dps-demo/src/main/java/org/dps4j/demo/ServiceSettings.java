package org.dps4j.demo;

import java.nio.file.Path;
import java.util.Locale;
import org.dps4j.demo.pki.DemoPki;
import org.dps4j.demo.pki.PkiLayout;

/** The configuration of the demo's service. */
final class ServiceSettings {

    private ServiceSettings() {}

    /** The text of {@code service.yaml}: it sends devices to the gateway at {@code gatewayPort}. */
    static String yaml(PkiLayout pki, int coapPort, int httpPort, int gatewayPort) {
        return String.format(
                Locale.ROOT,
                """
                # Written by ./demo at each start; see dps-service --help for all settings.
                coap:
                  address: 127.0.0.1:%d
                  certificateFile: %s
                  keyFile: %s
                http:
                  address: 127.0.0.1:%d
                authority:
                  certificateFile: %s
                  keyFile: %s
                enrollmentGroups:
                  - id: 0b0d6f2e-5d0c-4c57-8a3a-7b1f6d2c9e01
                    name: demo
                    owner: demo
                    certificateChainFile: %s
                hubs:
                  - id: %s
                    name: demo
                    gateways: [coaps+tcp://127.0.0.1:%d]
                    authorizationProvider: plgd.dps
                """,
                coapPort,
                quoted(pki.serverChain()),
                quoted(pki.serverKey()),
                httpPort,
                quoted(pki.identityChain()),
                quoted(pki.identityKey()),
                quoted(pki.groupChain()),
                DemoPki.HUB,
                gatewayPort);
    }

    static String quoted(Path path) {
        return "'" + path.toString().replace("'", "''") + "'";
    }
}
