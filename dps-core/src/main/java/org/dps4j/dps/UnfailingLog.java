package org.dps4j.dps;

import java.lang.System.Logger.Level;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A log whose sink may fail without harm to the one who writes: what the sink throws goes to SLF4J. */
final class UnfailingLog implements DpsLog {

    private static final Logger LOG = LoggerFactory.getLogger(UnfailingLog.class);

    private final DpsLog sink;

    UnfailingLog(DpsLog sink) {
        this.sink = sink;
    }

    @Override
    public void log(Level level, String line) {
        try {
            sink.log(level, line);
        } catch (RuntimeException | Error e) {
            LOG.error("the log of provisioning failed at the line: {}", line, e);
        }
    }
}
