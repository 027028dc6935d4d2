package org.dps4j.demo;

import java.util.Locale;
import org.dps4j.demo.pki.PkiLayout;

/** What a reader is told after a device joined its cloud. */
final class WhatHappened {

    private WhatHappened() {}

    static String text(Programs programs, PkiLayout pki, RunDirectory run, Ports ports) {
        return String.format(
                Locale.ROOT,
                """

                What happened
                  The device called the service and proved itself with the certificate of its manufacturer, which the
                  service knows as an enrollment group. It was told the time, its owner and its cloud, had a certificate
                  signed for a key that never left it, and was told who may do what with it. With a
                  token of the service it signed up with its cloud and published its resources there. Its light was
                  switched on through the API of the cloud, which showed the new value.

                Where things are
                  certificates  %s
                  this run      %s: service.log, cloud.log, device.log, the states of all
                  health        http://127.0.0.1:%d/health, while the service runs
                  API           %sapi/openapi.yaml
                  service       %s --help
                  cloud         %s --help
                  device        %s --help
                """,
                pki.root(),
                run.root(),
                ports.serviceHttp().number(),
                ports.page(),
                programs.service(),
                programs.gateway(),
                programs.device());
    }
}
