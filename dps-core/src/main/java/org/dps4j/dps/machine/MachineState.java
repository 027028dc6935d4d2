package org.dps4j.dps.machine;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * All that the machine remembers.
 *
 * @param phase what it waits for
 * @param status the flags as others see them
 * @param lastError the last error as others see it
 * @param attempt which attempt it is since the device was last out of trouble, from 0; wraps after the last entry of the
 *     table
 * @param transients transient failures in a row
 * @param generation counts connections and attempts; outcomes of an earlier one are late
 * @param scope what the next attempt, or the next start, does
 * @param trouble what failed, until that step or a later one succeeds; of two the one at the later step
 */
public record MachineState(
        Phase phase,
        Set<DpsStatus> status,
        DpsError lastError,
        int attempt,
        int transients,
        long generation,
        Scope scope,
        Optional<Setback> trouble) {

    /** Before the first start. */
    public static final MachineState INITIAL =
            new MachineState(Phase.STOPPED, Set.of(), DpsError.OK, 0, 0, 0, Scope.MISSING_STEPS, Optional.empty());

    /** Copies the flags. */
    public MachineState {
        EnumSet<DpsStatus> flags = EnumSet.noneOf(DpsStatus.class);
        flags.addAll(status);
        status = Collections.unmodifiableSet(flags);
        if (attempt < 0 || transients < 0 || generation < 0) {
            throw new IllegalArgumentException("counters are not negative");
        }
    }

    /** The first step that is not done; empty if all are. */
    public Optional<ProvisioningStep> nextStep() {
        return ProvisioningStep.firstMissing(status);
    }

    boolean awaits(ProvisioningStep step, long ofGeneration) {
        return phase == Phase.REQUESTING
                && generation == ofGeneration
                && nextStep().filter(step::equals).isPresent();
    }

    boolean awaits(Phase ofPhase, long ofGeneration) {
        return phase == ofPhase && generation == ofGeneration;
    }

    MachineState in(Phase next) {
        return new MachineState(next, status, lastError, attempt, transients, generation, scope, trouble);
    }

    MachineState nextGeneration() {
        return new MachineState(phase, status, lastError, attempt, transients, generation + 1, scope, trouble);
    }

    MachineState with(Scope next) {
        return new MachineState(phase, status, lastError, attempt, transients, generation, next, trouble);
    }

    MachineState withAttempt(int next) {
        return new MachineState(phase, status, lastError, next, transients, generation, scope, trouble);
    }

    /** After a failure; one that came later in the order of the steps is not forgotten for one that comes before it. */
    MachineState in(Setback failed) {
        Setback worst = trouble.filter(before -> before.isBehind(failed)).orElse(failed);
        return new MachineState(phase, status, lastError, attempt, transients, generation, scope, Optional.of(worst));
    }

    MachineState outOfTrouble() {
        return new MachineState(phase, status, lastError, 0, 0, generation, scope, Optional.empty());
    }

    /** After {@code step} succeeded: a step that was done before the one that failed counts for nothing. */
    MachineState after(ProvisioningStep step) {
        boolean over = trouble.map(failed -> failed.isOverAfter(step)).orElse(true);
        return over ? outOfTrouble() : withTransients(0);
    }

    MachineState withTransients(int count) {
        return new MachineState(phase, status, lastError, attempt, count, generation, scope, trouble);
    }

    MachineState reporting(Set<DpsStatus> flags, DpsError error) {
        return new MachineState(phase, flags, error, attempt, transients, generation, scope, trouble);
    }
}
