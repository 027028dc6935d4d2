package org.dps4j.example;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.LocalTime;
import java.time.ZoneId;

/** One log event as a line: local time, level, logger, message. */
final class LogFormat extends LayoutBase<ILoggingEvent> {

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(120)
                .append(LocalTime.ofInstant(event.getInstant(), ZoneId.systemDefault())
                        .withNano(event.getInstant().getNano() / 1_000_000 * 1_000_000))
                .append(' ')
                .append(event.getLevel())
                .append(' ')
                .append(
                        event.getLoggerName(),
                        event.getLoggerName().lastIndexOf('.') + 1,
                        event.getLoggerName().length())
                .append(": ")
                .append(event.getFormattedMessage())
                .append('\n');
        if (event.getThrowableProxy() != null) {
            line.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        return line.toString();
    }
}
