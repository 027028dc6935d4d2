package org.dps4j.dps;

import java.lang.System.Logger.Level;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a client writes what it does, one line at a time. May be called from any thread. Carries no secret. */
@FunctionalInterface
public interface DpsLog {

    /** Takes one line. */
    void log(Level level, String line);

    /** The SLF4J logger {@code org.dps4j.dps}. */
    static DpsLog slf4j() {
        Logger logger = LoggerFactory.getLogger("org.dps4j.dps");
        return (level, line) -> {
            switch (level) {
                case ERROR -> logger.error(line);
                case WARNING -> logger.warn(line);
                case INFO -> logger.info(line);
                case DEBUG -> logger.debug(line);
                default -> logger.trace(line);
            }
        };
    }
}
