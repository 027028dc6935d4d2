package org.dps4j.example;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import org.slf4j.LoggerFactory;

/**
 * Logging of the program, found by Logback as a service: one appender on standard error, and no configuration file to
 * look for, which makes the start faster.
 */
public final class Logging extends ContextAwareBase implements Configurator {

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        LogFormat format = new LogFormat();
        format.setContext(context);
        format.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setLayout(format);
        encoder.start();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setTarget("System.err");
        console.setEncoder(encoder);
        console.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(console);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** Sets how much of ours is logged; what others log below a warning is shown from trace only. */
    static void set(LogLevels levels) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.getLogger("org.dps4j").setLevel(logback(levels.stack()));
        context.getLogger("org.dps4j.dps").setLevel(logback(levels.provisioning()));
        context.getLogger("org.dps4j.example").setLevel(logback(levels.provisioning()));
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(others(levels.stack()));
    }

    private static Level others(LogLevel level) {
        return switch (level) {
            case DISABLED -> Level.OFF;
            case TRACE -> Level.DEBUG;
            case ERROR -> Level.ERROR;
            case DEBUG, INFO, NOTICE, WARNING -> Level.WARN;
        };
    }

    private static Level logback(LogLevel level) {
        return switch (level) {
            case DISABLED -> Level.OFF;
            case TRACE -> Level.TRACE;
            case DEBUG -> Level.DEBUG;
            case INFO, NOTICE -> Level.INFO;
            case WARNING -> Level.WARN;
            case ERROR -> Level.ERROR;
        };
    }
}
