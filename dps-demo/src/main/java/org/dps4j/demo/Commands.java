package org.dps4j.demo;

import org.dps4j.demo.pki.PkiDirectoryException;
import picocli.CommandLine;

/** The command line of the demo: how an error looks, and the exit code it has. */
final class Commands {

    private Commands() {}

    static CommandLine of(DemoCommand demo) {
        CommandLine line = new CommandLine(demo);
        line.setParameterExceptionHandler((problem, arguments) -> {
            problem.getCommandLine().getErr().println("demo: " + problem.getMessage() + "; see ./demo --help");
            return CommandLine.ExitCode.USAGE;
        });
        line.setExecutionExceptionHandler((problem, where, parsed) -> {
            boolean expected = problem instanceof DemoFailure || problem instanceof PkiDirectoryException;
            where.getErr().println("demo: " + (expected ? problem.getMessage() : problem.toString()));
            return CommandLine.ExitCode.SOFTWARE;
        });
        return line;
    }
}
