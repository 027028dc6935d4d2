package org.dps4j.example;

import java.util.Locale;
import org.dps4j.dps.retry.RetryTable;

/** What {@code --help} prints. */
final class HelpText {

    static final String TEXT =
            String.format(Locale.ROOT, """
            ./dps_cloud_server [options] [device-name] [endpoint]

            OPTIONS:
              -h, --help                           print this help and exit
              -n, --no-verify-ca                   do not verify the certificate of the provisioning service
              -l, --log-level <level>              disabled, trace, debug, info, notice, warning or error
                                                   (default: info)
              -r, --retry-configuration <seconds>  timeouts of the attempts: 1 to 8 numbers of 1 to 255 seconds,
                                                   separated by commas, counted from the first attempt
                                                   (default: %s)

            ARGUMENTS:
              device-name                          name of the device, without spaces (default: %s)
              endpoint                             address of the provisioning service
                                                   (default: %s)

            Certificates are read from pki_certs/ beside this program: dpsca.pem, mfgcrt.pem and mfgkey.pem.
            State is kept in dps_cloud_server_creds/ of the current directory. SIGHUP resets the device and
            provisions it anew. It ends with 0 after this help and after SIGINT or SIGTERM, else with 255.
            """, RetryTable.DEFAULT, Options.DEFAULT_NAME, Options.DEFAULT_ENDPOINT);

    private HelpText() {}
}
