package org.dps4j.demo;

import java.util.Locale;
import org.dps4j.protocol.Secret;

/** What a reader can try while all goes on. */
final class WhatNext {

    private WhatNext() {}

    static String text(Secret page, long device, long service) {
        return String.format(Locale.ROOT, """
                What to try next
                  see and switch it       %s
                  reset it                kill -HUP %d     it leaves its cloud and comes back as another device
                  kill it                 kill -9 %d       started again, it is online without a provisioning
                  stop the service        kill %d          then reset the device, and watch it retry
                  one more device         ./demo device kitchen    in another terminal
                Ctrl-C ends all of them.
                """, page.revealText(), device, device, service);
    }
}
