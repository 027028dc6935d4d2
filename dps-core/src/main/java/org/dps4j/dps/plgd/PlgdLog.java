package org.dps4j.dps.plgd;

import java.lang.System.Logger.Level;
import org.dps4j.dps.DpsLog;
import org.jspecify.annotations.Nullable;

/** The one log of the program, as the first version has it. Thread-safe. */
final class PlgdLog {

    private static final DpsLog DEFAULT = DpsLog.slf4j();
    private static volatile DpsLog function = DEFAULT;
    private static volatile Level least = Level.ALL;

    private PlgdLog() {}

    /** Null puts the default back, as in C. */
    static void function(@Nullable DpsLog another) {
        function = another == null ? DEFAULT : another;
    }

    static DpsLog function() {
        return function;
    }

    static void level(Level another) {
        least = another;
    }

    static Level level() {
        return least;
    }

    /** Writes one line, or, where the log function throws, that line and what it threw to the default. */
    static void log(Level level, String line) {
        Level bound = least;
        if (bound == Level.OFF || level.getSeverity() < bound.getSeverity()) {
            return;
        }
        try {
            function.log(level, line);
        } catch (RuntimeException | Error e) {
            DEFAULT.log(Level.ERROR, "the log function failed with " + e + " at the line: " + line);
        }
    }
}
