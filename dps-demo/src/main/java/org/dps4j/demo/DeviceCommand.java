package org.dps4j.demo;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.dps4j.demo.pki.PkiDirectoryException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code demo device}: one more device for the demo that runs. */
@Command(
        name = "device",
        header = "Starts one more device for the demo that runs in another terminal, until Ctrl-C.",
        descriptionHeading = "%n",
        description =
                "Makes its certificates where there are none. Started again while the same demo runs, it is the same"
                        + " device.",
        synopsisHeading = "%nUsage: ",
        parameterListHeading = "%nArguments:%n",
        optionListHeading = "%nOptions:%n",
        sortOptions = false)
final class DeviceCommand implements Callable<Integer> {

    @ParentCommand
    private @Nullable DemoCommand demo;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this text.")
    @SuppressWarnings("UnusedVariable") // read by picocli
    private boolean help;

    @Parameters(paramLabel = "NAME", description = "The name of the device.")
    private String name = "";

    @Override
    public Integer call() throws DemoFailure, PkiDirectoryException, InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        DemoCommand its = Objects.requireNonNull(demo);
        Path run = its.runRoot();
        String endpoint = RunDirectory.endpointOf(run);
        Path home = its.pki().deviceHome(name);
        new MoreDevice(its.programs(), its.cast(run.resolve("devices")), out).follow(name, home, run, endpoint);
        return 0;
    }
}
