package org.dps4j.service;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What the program logs on standard output; in code, for reading it from XML would take a tenth of the start. */
final class ProgramLog {

    private static final List<String> TALKATIVE =
            List.of("org.eclipse", "org.flywaydb", "com.zaxxer.hikari", "io.netty", "org.jdbi");

    private ProgramLog() {}

    /** Logs from {@code level} on, unless the runtime was told of a configuration file of logback's. */
    static void configure(String level) {
        if (System.getProperty("logback.configurationFile") != null
                || !(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            return;
        }
        context.reset();
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX, UTC} %-5level %logger{0}: %msg%n%ex{short}");
        encoder.start();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setEncoder(encoder);
        console.start();
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.addAppender(console);
        root.setLevel(Level.toLevel(level));
        TALKATIVE.forEach(name -> context.getLogger(name).setLevel(Level.WARN));
        // Says of handshakes what is counted and said already, as often as peers have it so.
        context.getLogger("org.eclipse.californium.scandium").setLevel(root.isDebugEnabled() ? Level.WARN : Level.OFF);
        // Prints the address of a peer for every message it drops.
        context.getLogger("org.eclipse.californium.ban").setLevel(Level.OFF);
    }
}
