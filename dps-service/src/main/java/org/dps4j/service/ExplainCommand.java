package org.dps4j.service;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.dps4j.program.PemFile;
import org.dps4j.program.StartException;
import org.dps4j.program.config.ConfigException;
import org.dps4j.service.attestation.Attestation;
import org.dps4j.service.attestation.Judgement;
import org.dps4j.service.attestation.Verdict.Accepted;
import org.dps4j.service.config.ServiceConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code dps-service explain}: what the service would make of a device's chain. Starts and writes nothing. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpAutoWidth = true,
        separator = " ",
        description =
                "Says for every enrollment group whether it trusts the chain of a device and why not, and what the"
                        + " service would do with the device. Starts nothing, changes nothing.%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:the device would be provisioned",
            " 1:it would be refused, or a file cannot be used",
            " 2:the command line is wrong"
        })
final class ExplainCommand implements Callable<Integer> {

    private static final Path DEFAULT = Path.of("dps-service.yaml");

    @Parameters(
            paramLabel = "FILE.pem",
            description = "The device's certificate and its intermediates, as it sends them.")
    private Path chain = Path.of("mfgcrt.pem");

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The configuration of the service. Default: dps-service.yaml in this directory.")
    private @Nullable Path config;

    @ParentCommand
    private @Nullable Main program;

    @Spec
    private @Nullable CommandSpec spec;

    private final InstantSource clock;

    ExplainCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        CommandLine console = Objects.requireNonNull(spec).commandLine();
        PrintWriter err = console.getErr();
        try {
            ServiceConfig settings = ServiceConfig.read(chosenConfig());
            Attestation attestation = new Attestation(ConfiguredGroups.load(settings));
            List<X509Certificate> presented = PemFile.certificates(chain);
            Judgement judgement = attestation.judge(presented, clock.instant());
            ChainExplanation.lines(presented, judgement).forEach(console.getOut()::println);
            return judgement.verdict() instanceof Accepted ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        } catch (ConfigException e) {
            e.problems().forEach(problem -> err.println("dps-service: " + problem));
            return CommandLine.ExitCode.SOFTWARE;
        } catch (StartException e) {
            err.println("dps-service: " + e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    private Path chosenConfig() {
        if (config != null) {
            return config;
        }
        return program == null ? DEFAULT : program.config().orElse(DEFAULT);
    }
}
