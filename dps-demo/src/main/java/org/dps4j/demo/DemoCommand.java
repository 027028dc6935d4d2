package org.dps4j.demo;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import org.dps4j.demo.fleet.Fleet;
import org.dps4j.demo.pki.DemoPki;
import org.dps4j.demo.pki.DemoPki.Existing;
import org.dps4j.demo.pki.PkiDirectoryException;
import org.dps4j.demo.pki.PkiLayout;
import org.dps4j.demo.process.Children;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code demo}: a service, a cloud and a device on this machine, and what passes between them. Its manual is the script's. */
@Command(
        name = "demo",
        subcommands = {PkiCommand.class, DeviceCommand.class})
final class DemoCommand implements Callable<Integer> {

    private final Path tree;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Children children;

    @Option(names = "--once")
    private boolean once;

    @Option(names = "--devices")
    private @Nullable Integer devices;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Where pki_certs/ is; default: beside the program.")
    private @Nullable Path directory;

    @Spec
    private @Nullable CommandSpec spec;

    DemoCommand(Path tree, InstantSource clock, LongSupplier nanoTime, Children children) {
        this.tree = tree;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.children = children;
    }

    @Override
    public Integer call() throws DemoFailure, PkiDirectoryException, InterruptedException {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        PrintWriter out = line.getOut();
        Integer size = devices;
        if (size != null && (size < 1 || size > Fleet.MAX_SIZE)) {
            throw new ParameterException(line, "expected 1 to " + Fleet.MAX_SIZE + " devices, found " + size);
        }
        out.println(
                size == null
                        ? "A factory-fresh device provisions itself and joins its cloud, all on this machine.\n"
                        : "Factory-fresh devices provision themselves and join their cloud, all on this machine.\n");
        PkiLayout layout = layout();
        prepare(layout, out);
        Ending ending = once ? Ending.ONCE_JOINED : Ending.BY_HAND;
        try (RunDirectory run = RunDirectory.open(runRoot())) {
            Cast cast = cast(run.root());
            Servers servers = new Servers(programs(), layout, run, cast, out);
            if (size == null) {
                new Conductor(programs(), layout, run, servers, cast, out).perform(ending);
            } else {
                new FleetConductor(servers, pki().manufacturer(), cast, out, nanoTime).perform(size, ending);
            }
            return 0;
        } finally {
            children.close();
        }
    }

    Programs programs() {
        return new Programs(tree);
    }

    Cast cast(Path logs) {
        return new Cast(logs, children, nanoTime);
    }

    Path runRoot() {
        return home().resolve(".demo");
    }

    /** What makes the certificates. */
    DemoPki pki() {
        return new DemoPki(layout(), clock.instant(), new SecureRandom());
    }

    PkiLayout layout() {
        return new PkiLayout(home().resolve(PkiLayout.DIRECTORY));
    }

    private void prepare(PkiLayout layout, PrintWriter out) throws PkiDirectoryException, DemoFailure {
        if (!Files.exists(layout.root())) {
            pki().create(Existing.KEEP);
            out.println("  certificates   made in " + layout.root());
        }
        if (!Files.exists(layout.gateway().chain().resolveSibling(""))) {
            pki().addGateway();
            out.println("  certificates   the cloud's added in " + layout.root());
        }
        Path missing = layout.firstMissing().orElse(null);
        if (missing != null) {
            throw new DemoFailure(missing + " is missing; make new certificates with ./demo pki --overwrite");
        }
    }

    private Path home() {
        return (directory == null ? tree : directory).toAbsolutePath().normalize();
    }
}
