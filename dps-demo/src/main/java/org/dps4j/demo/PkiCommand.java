package org.dps4j.demo;

import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.dps4j.demo.pki.DemoPki.Existing;
import org.dps4j.demo.pki.PkiDirectoryException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code demo pki}: makes the certificates, or one more device. */
@Command(
        name = "pki",
        header = "Makes the certificates of a service, a cloud, a manufacturer and a device.",
        descriptionHeading = "%n",
        description = {
            "Writes pki_certs/: dpsca.pem, mfgcrt.pem and mfgkey.pem for the device, service/ for the service,"
                    + " gateway/ for the cloud, factory/ for devices still to be made. Only you can read it, and git never sees it.",
            "What is there already is not touched unless --overwrite says so."
        },
        synopsisHeading = "%nUsage: ",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        sortOptions = false)
final class PkiCommand implements Callable<Integer> {

    @ParentCommand
    private @Nullable DemoCommand demo;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this text.")
    @SuppressWarnings("UnusedVariable") // read by picocli
    private boolean help;

    @Option(names = "--overwrite", description = "Replace the whole of pki_certs/, if it is there.")
    private boolean overwrite;

    @Override
    public Integer call() throws PkiDirectoryException {
        demo().pki().create(overwrite ? Existing.REPLACE : Existing.KEEP);
        say("made " + demo().layout().root() + ": a manufacturer with one device, a service and a cloud for it");
        return 0;
    }

    @Command(
            name = "device",
            header = "Makes one more device under the same manufacturer.",
            descriptionHeading = "%n",
            description = "Writes pki_certs/devices/NAME, the home of a device. Start it with"
                    + " DPS_HOME=pki_certs/devices/NAME ./dps_cloud_server NAME",
            synopsisHeading = "%nUsage: ",
            parameterListHeading = "%nArguments:%n",
            optionListHeading = "%nOptions:%n")
    int device(@Parameters(paramLabel = "NAME", description = "The name of the device.") String name)
            throws PkiDirectoryException {
        Path home = demo().pki().addDevice(name);
        say("made device '" + name + "'; start it with  DPS_HOME=" + home + " ./dps_cloud_server " + name);
        return 0;
    }

    private DemoCommand demo() {
        return Objects.requireNonNull(demo);
    }

    private void say(String line) {
        Objects.requireNonNull(spec).commandLine().getOut().println(line);
    }
}
