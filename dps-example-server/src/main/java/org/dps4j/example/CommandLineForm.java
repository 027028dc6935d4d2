package org.dps4j.example;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dps4j.dps.DpsConfig;
import org.dps4j.dps.retry.RetryTable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What may stand on the command line of {@code dps_cloud_server}, and what stood there. */
@Command(
        name = "./dps_cloud_server",
        customSynopsis = "./dps_cloud_server [options] [device-name] [endpoint]",
        synopsisHeading = "",
        optionListHeading = "%nOPTIONS:%n",
        parameterListHeading = "%nARGUMENTS:%n",
        footerHeading = "%n",
        footer = {
            "Certificates are read from pki_certs/ beside this program: dpsca.pem, mfgcrt.pem, mfgkey.pem.",
            "State is kept in dps_cloud_server_creds/ of the current directory. A provisioned device joins its cloud,",
            "which shows /light/1 and /switches, and may rename, restart or reset it. SIGHUP has the device leave its",
            "cloud, resets it and provisions it anew. It ends with 0 after this help and after SIGINT or SIGTERM, else",
            "with 255. With --check it ends with 0 if nothing failed, else with 1, within a minute."
        },
        sortOptions = false)
final class CommandLineForm {

    static final String SET_ASIDE = "--set-aside-unreadable-state";

    private static final int WIDTH = 110;
    private static final int WIDEST_OPTION = 40;

    @Option(
            names = {"-c", "--create-conf-resource"},
            description = "show the device's cloud how it is provisioned, at /plgd/dps, and take orders there")
    boolean showsConfiguration;

    @Option(
            names = {"-e", "--expiration-limit"},
            paramLabel = "<seconds>",
            description = "take no certificate that is valid for less than this, 0 to 65535 seconds (default: 3600)")
    String expirationLimit = Long.toString(DpsConfig.DEFAULTS.expiringLimit().toSeconds());

    @Option(
            names = {"-f", "--dhcp-leases-file"},
            paramLabel = "<path>",
            description = "leases of this machine's DHCP client (default: /var/lib/dhcp/dhclient.leases)")
    Path leases = LeasesFile.DEFAULT;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "print this help and exit")
    boolean help;

    @Option(
            names = {"-l", "--log-level"},
            paramLabel = "<level>",
            description =
                    "how much is logged of provisioning: disabled, trace, debug, info, notice, warning or error (default:"
                            + " info)")
    String logLevel = "info";

    @Option(
            names = "--oc-log-level",
            paramLabel = "<level>",
            description = "how much is logged of the rest: resources, cloud, connections (default: info)")
    String stackLogLevel = "info";

    @Option(
            names = {"-n", "--no-verify-ca"},
            description = "do not verify the certificate of the provisioning service")
    boolean noVerifyCa;

    @Option(
            names = {"-o", "--cloud-observer-max-retry"},
            paramLabel = "<count>",
            description =
                    "seconds without progress after which the device turns to the next server of its cloud, 0 to 255; 0"
                            + " is never (default: 30)")
    String observerMaxRetry = Integer.toString(DpsConfig.DEFAULTS.observer().maxCount());

    @Option(
            names = {"-r", "--retry-configuration"},
            paramLabel = "<seconds>",
            description =
                    "timeouts of the attempts, 1 to 8 numbers of 1 to 255 seconds, separated by commas, counted from"
                            + " the first attempt (default: 10,20,40,80,120)")
    String retry = RetryTable.DEFAULT.toString();

    @Option(
            names = {"-s", "--set-system-time"},
            description =
                    "set the clock of this machine forward where the service's is ahead of it; needs the rights of root")
    boolean setSystemTime;

    @Option(
            names = {"-t", "--endpoint"},
            paramLabel = "<endpoint>",
            description = "one more provisioning service, asked when those before it do not answer; may be repeated")
    List<String> moreEndpoints = new ArrayList<>();

    @Option(
            names = {"-w", "--wait-for-reset"},
            description = "do nothing before the first SIGHUP")
    boolean waitForReset;

    @Option(
            names = {"-x", "--dhcp-enabled"},
            description =
                    "every 5 s, have the device turn to the service that the vendor-encapsulated-options of the leases"
                            + " file name, and trust it by their fingerprint instead of dpsca.pem")
    boolean dhcp;

    @Option(
            names = "--check",
            description =
                    "try files, endpoint and service, look at the stored state, say what is wrong, change nothing and exit")
    boolean check;

    @Option(
            names = SET_ASIDE,
            description =
                    "if the stored state cannot be read, keep it as device.cbor.unreadable-1 (to -9) and begin as a new"
                            + " device (default: refuse to start)")
    boolean setAside;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "device-name",
            description = "name of the device, without spaces (default: " + Options.DEFAULT_NAME + ")")
    @Nullable
    String deviceName;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "endpoint",
            description = "provisioning service (default: " + Options.DEFAULT_ENDPOINT + ")")
    String endpoint = Options.DEFAULT_ENDPOINT;

    /** A command line with this form, with the look of its help. */
    CommandLine commandLine() {
        CommandLine line = new CommandLine(this);
        line.setHelpSectionKeys(List.of(
                UsageMessageSpec.SECTION_KEY_SYNOPSIS,
                UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING,
                UsageMessageSpec.SECTION_KEY_OPTION_LIST,
                UsageMessageSpec.SECTION_KEY_PARAMETER_LIST_HEADING,
                UsageMessageSpec.SECTION_KEY_PARAMETER_LIST,
                UsageMessageSpec.SECTION_KEY_FOOTER_HEADING,
                UsageMessageSpec.SECTION_KEY_FOOTER));
        line.setOverwrittenOptionsAllowed(true);
        line.setUsageHelpLongOptionsMaxWidth(WIDEST_OPTION);
        line.setUsageHelpWidth(WIDTH);
        return line;
    }

    /** The services in the order in which they are written down: the argument first. */
    List<String> endpoints() {
        List<String> all = new ArrayList<>(List.of(endpoint));
        all.addAll(moreEndpoints);
        return all;
    }

    ServiceTrust trust() {
        if (noVerifyCa) {
            return ServiceTrust.ANYBODY;
        }
        return dhcp ? ServiceTrust.FINGERPRINT : ServiceTrust.VERIFIED;
    }
}
