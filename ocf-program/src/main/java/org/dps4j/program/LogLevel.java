package org.dps4j.program;

/** What a program logs at least. */
public enum LogLevel {
    ERROR,
    WARN,
    INFO,
    DEBUG,
    TRACE
}
