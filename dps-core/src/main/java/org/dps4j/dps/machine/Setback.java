package org.dps4j.dps.machine;

import java.util.Optional;

/**
 * An attempt that failed, as the machine tells it.
 *
 * @param step what was attempted; empty where it was the start of the cloud
 * @param attempt counts from 0 since the last step that succeeded
 * @param because why it failed
 */
public record Setback(Optional<ProvisioningStep> step, int attempt, Failure because) {}
