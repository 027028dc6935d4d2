package org.dps4j.example;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * One option or argument of the program, for its manual.
 *
 * @param names the short one first; none for an argument
 * @param value what stands behind it; empty where nothing does
 */
record OptionText(List<String> names, String value, String description) {

    /** Each option, in the order of the help. */
    static List<OptionText> options() {
        return spec().options().stream()
                .map(option -> new OptionText(List.of(option.names()), value(option), description(option)))
                .toList();
    }

    /** Each argument, in its order. */
    static List<OptionText> arguments() {
        return spec().positionalParameters().stream()
                .map(argument -> new OptionText(List.of(), argument.paramLabel(), description(argument)))
                .toList();
    }

    private static CommandSpec spec() {
        return new CommandLineForm().commandLine().getCommandSpec();
    }

    private static String value(OptionSpec option) {
        return option.arity().max() == 0 ? "" : option.paramLabel();
    }

    private static String description(ArgSpec spec) {
        return String.join(" ", spec.description());
    }

    /** As an item of a man page. */
    String roff() {
        String head = names.isEmpty()
                ? "\\fI" + escaped(value) + "\\fR"
                : names.stream().map(name -> "\\fB" + escaped(name) + "\\fR").collect(Collectors.joining(", "))
                        + (value.isEmpty() ? "" : " \\fI" + escaped(value.replaceAll("[<>]", "")) + "\\fR");
        return ".TP\n" + head + "\n" + escaped(description) + "\n";
    }

    /** As a row of a table in Markdown. */
    String row() {
        String shown = value.isEmpty() ? "" : " " + value;
        String head = names.isEmpty()
                ? "`" + value + "`"
                : names.stream()
                                .limit(names.size() - 1L)
                                .map(name -> "`" + name + "`, ")
                                .collect(Collectors.joining()) + "`" + names.get(names.size() - 1) + shown + "`";
        return "| " + head + " | " + description + " |\n";
    }

    /** Shell code that completes the value of the option, or nothing. */
    Stream<String> completion() {
        String completed = switch (value) {
            case "" -> "";
            case "<level>" ->
                "mapfile -t COMPREPLY < <(compgen -W '" + LogLevel.words().replace(",", "") + "' -- \"$2\")";
            case "<path>" -> "compopt -o filenames && mapfile -t COMPREPLY < <(compgen -f -- \"$2\")";
            default -> ":";
        };
        return completed.isEmpty()
                ? Stream.of()
                : Stream.of("    " + String.join(" | ", names) + ") " + completed + " ;;");
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\e").replace("-", "\\-").replaceAll("^([.'])", "\\\\&$1");
    }
}
