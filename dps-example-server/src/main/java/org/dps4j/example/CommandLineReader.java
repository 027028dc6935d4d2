package org.dps4j.example;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.dps4j.device.store.UnreadableState;
import org.dps4j.dps.DpsConfig;
import org.dps4j.dps.retry.RetryTable;
import org.dps4j.dps.trust.ServerVerification;
import picocli.CommandLine;

/** Reads the command line of {@code dps_cloud_server}; options may stand before, between and behind the arguments. */
final class CommandLineReader {

    private static final String SEE_HELP = "see ./dps_cloud_server --help";
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final int LONGEST_LIMIT = 65_535;
    private static final int MOST_LOOKS = 255;

    /** What is wrong with a command line, as one line for its user. */
    private static final class Refusal extends Exception {

        private static final long serialVersionUID = 1L;

        Refusal(String message) {
            super(message);
        }

        Refusal(String what, String argument, String remedy) {
            super("invalid " + what + "(" + argument + "): " + remedy);
        }
    }

    private final CommandLineForm form = new CommandLineForm();

    private CommandLineReader() {}

    static Invocation read(String... arguments) {
        CommandLineReader reader = new CommandLineReader();
        try {
            return reader.invocation(arguments);
        } catch (Refusal e) {
            return new Invocation.Wrong(String.valueOf(e.getMessage()));
        }
    }

    private Invocation invocation(String... arguments) throws Refusal {
        CommandLine line = form.commandLine();
        parse(line, arguments);
        if (form.help) {
            return new Invocation.Help(line.getUsageMessage());
        }
        return form.check ? new Invocation.Check(options(List.of()), firstEndpoint()) : new Invocation.Run(options());
    }

    private static void parse(CommandLine line, String... arguments) throws Refusal {
        try {
            line.parseArgs(arguments);
        } catch (CommandLine.UnmatchedArgumentException e) {
            throw new Refusal("option", e.getUnmatched().get(0), SEE_HELP);
        } catch (CommandLine.MissingParameterException e) {
            String option = e.getMissing().get(0) instanceof CommandLine.Model.OptionSpec spec
                    ? spec.longestName()
                    : e.getMissing().get(0).paramLabel();
            throw new Refusal("option", option, "it needs a value, " + SEE_HELP);
        } catch (CommandLine.ParameterException e) {
            throw new Refusal("invalid option: " + e.getMessage());
        }
    }

    private Options options() throws Refusal {
        return options(form.endpoints());
    }

    private Options options(List<String> endpoints) throws Refusal {
        return new Options(
                deviceName(),
                form.deviceName != null,
                services(endpoints),
                form.trust(),
                new LogLevels(level("log-level", form.logLevel), level("oc-log-level", form.stackLogLevel)),
                provisioning(),
                form.waitForReset ? Beginning.AFTER_RESET : Beginning.AT_ONCE,
                form.setSystemTime ? SystemTime.SET : SystemTime.KEPT,
                form.setAside ? UnreadableState.SET_ASIDE : UnreadableState.REFUSE,
                form.dhcp ? Optional.of(new LeasesFile(form.leases)) : Optional.empty(),
                form.showsConfiguration);
    }

    private String firstEndpoint() {
        return form.endpoints().stream()
                .filter(endpoint -> !endpoint.isEmpty())
                .findFirst()
                .orElse("");
    }

    private String deviceName() throws Refusal {
        String name = form.deviceName == null ? Options.DEFAULT_NAME : form.deviceName;
        if (name.isBlank() || name.length() > Options.LONGEST_NAME) {
            throw new Refusal("device-name", name, "expected 1 to " + Options.LONGEST_NAME + " characters");
        }
        return name;
    }

    private static NamedServices services(List<String> endpoints) throws Refusal {
        try {
            return new NamedServices(endpoints);
        } catch (IllegalArgumentException e) {
            throw new Refusal(String.valueOf(e.getMessage()));
        }
    }

    private DpsConfig provisioning() throws Refusal {
        Duration limit = Duration.ofSeconds(number(form.expirationLimit, LONGEST_LIMIT)
                .orElseThrow(() -> new Refusal(
                        "expiration limit argument value",
                        form.expirationLimit,
                        "expected a number of seconds from 0 to " + LONGEST_LIMIT)));
        int looks = number(form.observerMaxRetry, MOST_LOOKS)
                .orElseThrow(() -> new Refusal(
                        "observer max retry count argument value",
                        form.observerMaxRetry,
                        "expected a number from 0 to " + MOST_LOOKS));
        RetryTable table = RetryOption.parse(form.retry)
                .orElseThrow(() -> new Refusal(
                        "retry configuration",
                        form.retry,
                        "expected 1 to 8 numbers of seconds from 1 to 255, separated by commas, such as 10,20,40"));
        return DpsConfig.DEFAULTS
                .withRetry(table)
                .withExpiringLimit(limit)
                .withObserver(DpsConfig.DEFAULTS.observer().withMaxCount(looks))
                .withVerification(form.noVerifyCa ? ServerVerification.SKIPPED : ServerVerification.REQUIRED);
    }

    private static LogLevel level(String option, String word) throws Refusal {
        return LogLevel.named(word)
                .orElseThrow(() -> new Refusal(option + " ", word, "expected one of " + LogLevel.words()));
    }

    private static OptionalInt number(String text, int most) {
        OptionalInt number =
                NUMBER.matcher(text).matches() ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
        return number.stream().anyMatch(its -> its <= most) ? number : OptionalInt.empty();
    }
}
