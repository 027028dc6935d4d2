package org.dps4j.gateway;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.dps4j.gateway.config.GatewayConfig;
import org.dps4j.program.LogLevel;
import org.dps4j.program.StartException;
import org.dps4j.program.StopSignal;
import org.dps4j.program.Version;
import org.dps4j.program.config.ConfigException;
import org.dps4j.program.config.SecretFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;

/** The program {@code ocf-gateway}. */
@Command(
        name = "ocf-gateway",
        mixinStandardHelpOptions = true,
        versionProvider = Main.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        separator = " ",
        description = {
            "%nA small OCF cloud for development and small sites. Devices sign up with a token of a provisioning service,"
                    + " stay connected over CoAP, TLS and TCP, and publish their resources; people and programs see and"
                    + " change them in a browser and over HTTP.%n",
            "Everything it is told stands in one YAML file, an example of which, with every key and its default, is"
                    + " conf/ocf-gateway.yaml beside this program. Paths in it are relative to it.%n"
        },
        optionListHeading = "Options:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:stopped by INT or TERM; help or version shown",
            " 1:it cannot start; one line for each reason is on standard error",
            " 2:the command line is wrong"
        },
        footerHeading = "%nWhere it answers, unless the configuration says otherwise:%n",
        footer = {
            "  coaps+tcp://127.0.0.1:5684               devices",
            "  http://127.0.0.1:8080/#token=TOKEN       the page; TOKEN is in data/api-token",
            "  http://127.0.0.1:8080/api/openapi.yaml   the API, which wants TOKEN as its bearer token",
            "  http://127.0.0.1:8080/health             how it is, as JSON",
            "%nFiles it writes, in data/ beside the configuration:",
            "  ocf-gateway.mv.db   registered devices, their links and what they last said",
            "  api-token           the bearer token of the API, made at the first start",
            "%nSignals:",
            "  INT, TERM   stop: say good-bye to devices, write what is to be written",
            "%nExample:",
            "  ocf-gateway --config /etc/ocf-gateway/ocf-gateway.yaml"
        })
public final class Main implements Callable<Integer>, IVersionProvider {

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            required = true,
            description = "The configuration, YAML.")
    private Path config = Path.of("ocf-gateway.yaml");

    @Option(
            names = {"-l", "--log-level"},
            paramLabel = "LEVEL",
            description = "What is logged on standard output: ERROR, WARN, INFO, DEBUG or TRACE. Default: INFO.")
    private LogLevel logLevel = LogLevel.INFO;

    private Main() {}

    /** Runs the program and ends the process. */
    public static void main(String[] arguments) {
        CommandLine program = new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true);
        program.setParameterExceptionHandler((wrong, given) -> {
            System.err.println("ocf-gateway: " + wrong.getMessage() + "; see ocf-gateway --help");
            return CommandLine.ExitCode.USAGE;
        });
        int code = program.execute(arguments);
        System.exit(code);
    }

    @Override
    public String[] getVersion() {
        return Version.lines("ocf-gateway", Main.class);
    }

    @Override
    public Integer call() throws InterruptedException {
        System.setProperty("dps.log.level", logLevel.name());
        Logger log = LoggerFactory.getLogger("ocf-gateway");
        try {
            GatewayConfig settings = GatewayConfig.read(config);
            SecretFiles.warnings(settings.secretFiles()).forEach(log::warn);
            Gateway gateway = Gateway.start(settings);
            StopSignal.closes(gateway, "ocf-gateway", log);
            log.info(
                    "ocf-gateway {} with id {} answers devices at coaps+tcp:/{}, people at {}#token=... with the token"
                            + " in {}",
                    Version.of(Main.class),
                    gateway.id(),
                    gateway.coapAddress(),
                    gateway.page(),
                    settings.http().tokenFile());
            new CountDownLatch(1).await();
            return CommandLine.ExitCode.OK;
        } catch (ConfigException e) {
            e.problems().forEach(problem -> System.err.println("ocf-gateway: " + problem));
            return CommandLine.ExitCode.SOFTWARE;
        } catch (StartException e) {
            System.err.println("ocf-gateway: " + e.getMessage());
            log.debug("cannot start", e);
            return CommandLine.ExitCode.SOFTWARE;
        }
    }
}
