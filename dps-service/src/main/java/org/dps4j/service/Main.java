package org.dps4j.service;

import java.nio.file.Path;
import java.security.Provider;
import java.security.Security;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.dps4j.program.LogLevel;
import org.dps4j.program.StartException;
import org.dps4j.program.StopSignal;
import org.dps4j.program.Version;
import org.dps4j.program.config.ConfigException;
import org.dps4j.program.config.SecretFiles;
import org.dps4j.service.config.CryptoChoice;
import org.dps4j.service.config.ServiceConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The program {@code dps-service}. */
@Command(
        name = "dps-service",
        mixinStandardHelpOptions = true,
        versionProvider = Main.class,
        customSynopsis = {"dps-service [-hV] -c FILE [-l LEVEL]", "       dps-service explain FILE.pem [-c FILE]"},
        sortOptions = false,
        usageHelpAutoWidth = true,
        separator = " ",
        description = {
            "%nProvisions devices that call home: a device proves itself with its manufacturer certificate and gets the"
                    + " time, its owner, its cloud, its identity certificate and its access rules. It speaks the"
                    + " provisioning protocol of plgd over CoAP, TLS and TCP, and over DTLS and UDP where it is told to.%n",
            "Everything it is told stands in one YAML file, an example of which, with every key and its default, is"
                    + " conf/dps-service.yaml beside this program. Paths in it are relative to it.%n"
        },
        commandListHeading = "%nCommands:%n",
        optionListHeading = "Options:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:stopped by INT or TERM, after it answered what it had taken; help or version shown",
            " 1:it cannot start; one line for each reason is on standard error",
            " 2:the command line is wrong"
        },
        footerHeading = "%nWhere it answers, unless the configuration says otherwise:%n",
        footer = {
            "  coaps+tcp://127.0.0.1:20030                   devices; by coaps too where coap.dtlsAddress says so",
            "  http://127.0.0.1:9100/health                  how it is, as JSON",
            "  http://127.0.0.1:9100/.well-known/jwks.json   the keys that verify its access tokens",
            "%nFiles it writes, in data/ beside the configuration:",
            "  dps-service.mv.db   what it remembers of devices",
            "  token-key.pem       the key that signs access tokens, made at the first start",
            "%nSignals:",
            "  INT, TERM   stop: answer what was taken, say good-bye to devices, write what is to be written",
            "%nExample:",
            "  dps-service --config /etc/dps-service/dps-service.yaml",
            "  dps-service explain mfgcrt.pem --config /etc/dps-service/dps-service.yaml"
        })
public final class Main implements Callable<Integer>, IVersionProvider {

    private static final String NAMED_GROUPS = "jdk.tls.namedGroups";

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The configuration, YAML. Required.")
    private @Nullable Path config;

    @Option(
            names = {"-l", "--log-level"},
            paramLabel = "LEVEL",
            description = "What is logged on standard output: ERROR, WARN, INFO, DEBUG or TRACE. Default: INFO.")
    private LogLevel logLevel = LogLevel.INFO;

    @Spec
    private @Nullable CommandSpec spec;

    private Main() {}

    /** Runs the program and ends the process. */
    public static void main(String[] arguments) {
        AmazonCrypto.leaveHmacToTheJdk();
        CommandLine program = new CommandLine(new Main())
                .addSubcommand(new ExplainCommand(Clock.systemUTC()))
                .setCaseInsensitiveEnumValuesAllowed(true);
        program.setParameterExceptionHandler((wrong, given) -> {
            System.err.println("dps-service: " + wrong.getMessage() + "; see dps-service --help");
            return CommandLine.ExitCode.USAGE;
        });
        int code = program.execute(arguments);
        System.exit(code);
    }

    /** The configuration that was named before a command. */
    Optional<Path> config() {
        return Optional.ofNullable(config);
    }

    @Override
    public String[] getVersion() {
        return Version.lines("dps-service", Main.class);
    }

    @Override
    public Integer call() throws InterruptedException {
        Path given = config;
        if (given == null) {
            throw new CommandLine.ParameterException(
                    Objects.requireNonNull(spec).commandLine(), "Missing required option: '--config FILE'");
        }
        ProgramLog.configure(logLevel.name());
        Logger log = LoggerFactory.getLogger("dps-service");
        try {
            ServiceConfig settings = ServiceConfig.read(given);
            SecretFiles.warnings(settings.secretFiles()).forEach(log::warn);
            if (settings.crypto() != CryptoChoice.JDK) {
                AmazonCrypto.load().ifPresent(Main::register);
            }
            ProvisioningService service = ProvisioningService.start(settings);
            StopSignal.closes(service, "dps-service", log);
            log.info(
                    "dps-service {} answers devices at coaps+tcp:/{}{}, health at http:/{}/health, cryptography by {}",
                    Version.of(Main.class),
                    service.coapAddress(),
                    service.dtlsAddress()
                            .map(address -> " and coaps:/" + address)
                            .orElse(""),
                    service.httpAddress(),
                    service.cryptography());
            new CountDownLatch(1).await();
            return CommandLine.ExitCode.OK;
        } catch (ConfigException e) {
            e.problems().forEach(problem -> System.err.println("dps-service: " + problem));
            return CommandLine.ExitCode.SOFTWARE;
        } catch (StartException e) {
            System.err.println("dps-service: " + e.getMessage());
            log.debug("cannot start", e);
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    /** Puts a provider first. It knows no X25519, which the JDK would go on doing in Java, so peers are asked for NIST curves. */
    private static void register(Provider provider) {
        Security.insertProviderAt(provider, 1);
        if (System.getProperty(NAMED_GROUPS) == null) {
            System.setProperty(NAMED_GROUPS, "secp256r1,secp384r1,secp521r1");
        }
    }
}
