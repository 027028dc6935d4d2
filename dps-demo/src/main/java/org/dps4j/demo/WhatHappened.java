package org.dps4j.demo;

import org.dps4j.demo.pki.PkiLayout;

/** What a reader is told after a provisioning. */
final class WhatHappened {

    private WhatHappened() {}

    static String text(Programs programs, PkiLayout pki, RunDirectory run, int httpPort) {
        return """

                What happened
                  The device called the service and proved itself with the certificate of its manufacturer, which the
                  service knows as an enrollment group. It was told the time, its owner and its cloud, had a certificate
                  signed for a key that never left it, and was told who may do what with it. Then it hung up.

                Where things are
                  %s    certificates and keys
                  %s    service.log, device.log, service/service.yaml, device/dps_cloud_server_creds
                  http://127.0.0.1:%d/health    the service's health, while it runs
                  %s    the service; --help
                  %s    the device; --help
                """.formatted(pki.root(), run.root(), httpPort, programs.service(), programs.device());
    }
}
