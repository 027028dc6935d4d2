package org.dps4j.example;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dps4j.device.store.UnreadableState;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.retry.RetryTable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads the command line of {@code dps_cloud_server}; options may stand before, between and behind the arguments. */
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
final class CommandLineReader {

    static final String SET_ASIDE = "--set-aside-unreadable-state";

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "print this help and exit")
    private boolean help;

    @Option(
            names = {"-n", "--no-verify-ca"},
            description = "do not verify the certificate of the provisioning service")
    private boolean noVerifyCa;

    @Option(
            names = {"-l", "--log-level"},
            paramLabel = "<level>",
            description = "disabled, trace, debug, info, notice, warning or error (default: info)")
    private String logLevel = "info";

    @Option(
            names = {"-r", "--retry-configuration"},
            paramLabel = "<seconds>",
            description =
                    "timeouts of the attempts, 1 to 8 numbers of 1 to 255 seconds, separated by commas, counted from"
                            + " the first attempt (default: 10,20,40,80,120)")
    private String retry = RetryTable.DEFAULT.toString();

    @Option(
            names = {"-c", "--create-conf-resource"},
            description = "show the device's cloud how it is provisioned, at /plgd/dps, and take orders there")
    private boolean createConfResource;

    @Option(
            names = {"-x", "--dhcp-enabled"},
            description =
                    "every 5 s, have the device turn to the service that the vendor-encapsulated-options of the leases"
                            + " file name, and trust it by their fingerprint instead of dpsca.pem")
    private boolean dhcp;

    @Option(
            names = {"-f", "--dhcp-leases-file"},
            paramLabel = "<path>",
            description = "leases of this machine's DHCP client (default: /var/lib/dhcp/dhclient.leases)")
    private Path leases = LeasesFile.DEFAULT;

    @Option(
            names = SET_ASIDE,
            description =
                    "if the stored state cannot be read, keep it as device.cbor.unreadable-1 (to -9) and begin as a new"
                            + " device (default: refuse to start)")
    private boolean setAside;

    @Option(
            names = "--check",
            description =
                    "try files, endpoint and service, look at the stored state, say what is wrong, change nothing and exit")
    private boolean check;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "device-name",
            description = "name of the device, without spaces (default: " + Options.DEFAULT_NAME + ")")
    private @Nullable String deviceName;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "endpoint",
            description = "provisioning service (default: " + Options.DEFAULT_ENDPOINT + ")")
    private String endpoint = Options.DEFAULT_ENDPOINT;

    private CommandLineReader() {}

    static Invocation read(String... arguments) {
        CommandLineReader reader = new CommandLineReader();
        CommandLine line = new CommandLine(reader);
        line.setHelpSectionKeys(List.of(
                UsageMessageSpec.SECTION_KEY_SYNOPSIS,
                UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING,
                UsageMessageSpec.SECTION_KEY_OPTION_LIST,
                UsageMessageSpec.SECTION_KEY_PARAMETER_LIST_HEADING,
                UsageMessageSpec.SECTION_KEY_PARAMETER_LIST,
                UsageMessageSpec.SECTION_KEY_FOOTER_HEADING,
                UsageMessageSpec.SECTION_KEY_FOOTER));
        line.setOverwrittenOptionsAllowed(true);
        line.setUsageHelpLongOptionsMaxWidth(40);
        line.setUsageHelpWidth(110);
        try {
            line.parseArgs(arguments);
        } catch (CommandLine.UnmatchedArgumentException e) {
            return wrong("option", e.getUnmatched().get(0), "see ./dps_cloud_server --help");
        } catch (CommandLine.MissingParameterException e) {
            String option = e.getMissing().get(0) instanceof CommandLine.Model.OptionSpec spec
                    ? spec.longestName()
                    : e.getMissing().get(0).paramLabel();
            return wrong("option", option, "it needs a value, see ./dps_cloud_server --help");
        } catch (CommandLine.ParameterException e) {
            return new Invocation.Wrong("invalid option: " + e.getMessage());
        }
        return reader.help ? new Invocation.Help(line.getUsageMessage()) : reader.invocation();
    }

    private Invocation invocation() {
        Optional<LogLevel> level = LogLevel.named(logLevel);
        if (level.isEmpty()) {
            return wrong("log-level ", logLevel, "expected one of " + LogLevel.words());
        }
        Optional<RetryTable> table = RetryOption.parse(retry);
        if (table.isEmpty()) {
            return wrong(
                    "retry configuration",
                    retry,
                    "expected 1 to 8 numbers of seconds from 1 to 255," + " separated by commas, such as 10,20,40");
        }
        String name = deviceName == null ? Options.DEFAULT_NAME : deviceName;
        if (name.isBlank() || name.length() > Options.LONGEST_NAME) {
            return wrong("device-name", name, "expected 1 to " + Options.LONGEST_NAME + " characters");
        }
        Optional<DpsEndpoint> service;
        try {
            service = endpoint.isEmpty() || check ? Optional.empty() : Optional.of(DpsEndpoint.of(endpoint));
        } catch (IllegalArgumentException e) {
            return new Invocation.Wrong("ERROR: failed to add endpoint address (" + endpoint + "): " + e.getMessage());
        }
        Options options = new Options(
                name,
                service,
                deviceName != null,
                trust(),
                level.get(),
                table.get(),
                setAside ? UnreadableState.SET_ASIDE : UnreadableState.REFUSE,
                dhcp ? Optional.of(new LeasesFile(leases)) : Optional.empty(),
                createConfResource);
        return check ? new Invocation.Check(options, endpoint) : new Invocation.Run(options);
    }

    private ServiceTrust trust() {
        if (noVerifyCa) {
            return ServiceTrust.ANYBODY;
        }
        return dhcp ? ServiceTrust.FINGERPRINT : ServiceTrust.VERIFIED;
    }

    private static Invocation wrong(String what, String argument, String remedy) {
        return new Invocation.Wrong("invalid " + what + "(" + argument + "): " + remedy);
    }
}
