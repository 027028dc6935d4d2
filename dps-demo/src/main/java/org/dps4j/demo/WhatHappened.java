package org.dps4j.demo;

import java.util.Locale;
import org.dps4j.demo.pki.PkiLayout;

/** What a reader is told after a provisioning. */
final class WhatHappened {

    private WhatHappened() {}

    static String text(Programs programs, PkiLayout pki, RunDirectory run, int httpPort) {
        return String.format(Locale.ROOT, """

                What happened
                  The device called the service and proved itself with the certificate of its manufacturer, which the
                  service knows as an enrollment group. It was told the time, its owner and its cloud, had a certificate
                  signed for a key that never left it, and was told who may do what with it. Then it hung up.

                Where things are
                  certificates  %s
                  this run      %s: service.log, device.log, the state of both
                  health        http://127.0.0.1:%d/health, while the service runs
                  service       %s --help
                  device        %s --help
                """, pki.root(), run.root(), httpPort, programs.service(), programs.device());
    }
}
