package org.dps4j.demo;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The command line of the demo: what stands where in a help text, and how an error looks. */
final class Commands {

    private Commands() {}

    static CommandLine of(DemoCommand demo) {
        CommandLine line = new CommandLine(demo);
        line.setUsageHelpLongOptionsMaxWidth(24);
        line.setHelpSectionKeys(List.of(
                UsageMessageSpec.SECTION_KEY_HEADER,
                UsageMessageSpec.SECTION_KEY_SYNOPSIS_HEADING,
                UsageMessageSpec.SECTION_KEY_SYNOPSIS,
                UsageMessageSpec.SECTION_KEY_DESCRIPTION_HEADING,
                UsageMessageSpec.SECTION_KEY_DESCRIPTION,
                UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING,
                UsageMessageSpec.SECTION_KEY_COMMAND_LIST,
                UsageMessageSpec.SECTION_KEY_PARAMETER_LIST_HEADING,
                UsageMessageSpec.SECTION_KEY_PARAMETER_LIST,
                UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING,
                UsageMessageSpec.SECTION_KEY_OPTION_LIST,
                UsageMessageSpec.SECTION_KEY_FOOTER_HEADING,
                UsageMessageSpec.SECTION_KEY_FOOTER));
        line.setParameterExceptionHandler((problem, arguments) -> {
            PrintWriter err = problem.getCommandLine().getErr();
            err.println("demo: " + problem.getMessage() + "; see ./demo --help");
            return CommandLine.ExitCode.USAGE;
        });
        line.setExecutionExceptionHandler((problem, where, parsed) -> {
            where.getErr().println("demo: " + problem.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        });
        return line;
    }
}
