package org.dps4j.example;

/**
 * How much is logged.
 *
 * @param provisioning by the program and by what provisions the device
 * @param stack by everything below and beside it: resources, cloud, connections
 */
record LogLevels(LogLevel provisioning, LogLevel stack) {}
