package org.dps4j.dps;

import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.dps4j.dps.machine.MachineState;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.dps.machine.Scope;
import org.dps4j.dps.retry.RetryAction;
import org.dps4j.dps.retry.RetryAttempt;
import org.dps4j.dps.retry.RetrySchedule;
import org.dps4j.dps.retry.RetryTable;

/**
 * Asks the configured schedule, once for each attempt, what it may take, and has the default table speak where that one
 * cannot. Confined to the loop.
 */
final class RetryPlan {

    private record Planned(RetryAction action, int attempt, RetryAttempt taking) {}

    private final Supplier<RetrySchedule> schedule;
    private final RandomGenerator random;
    private final DpsLog log;
    private Optional<Planned> next = Optional.empty();

    RetryPlan(Supplier<RetrySchedule> schedule, RandomGenerator random, DpsLog log) {
        this.schedule = schedule;
        this.random = random;
        this.log = log;
    }

    /** How many attempts in a row there are, as far as that is known when {@code pausing} is over. */
    int attempts(MachineState pausing) {
        return attempts(
                RetryAction.of(
                        pausing.scope() == Scope.ALL_STEPS ? Optional.of(ProvisioningStep.TIME) : pausing.nextStep()),
                pausing.attempt());
    }

    /** How many attempts in a row there are, as far as that is known after attempt {@code last}. */
    int attempts(RetryAction action, int last) {
        int attempt = last + 1;
        next = attempt < RetrySchedule.MOST_ATTEMPTS
                ? ask(action, attempt).map(taking -> new Planned(action, attempt, taking))
                : Optional.empty();
        return next.isPresent() ? attempt + 1 : attempt;
    }

    /** What the attempt that begins may take. */
    RetryAttempt begin(RetryAction action, int attempt) {
        Optional<RetryAttempt> planned = next.filter(it -> it.action() == action && it.attempt() == attempt)
                .map(Planned::taking);
        next = Optional.empty();
        return planned.or(() -> ask(action, attempt)).orElseGet(() -> byDefault(action, attempt));
    }

    private Optional<RetryAttempt> ask(RetryAction action, int attempt) {
        try {
            return Objects.requireNonNull(schedule.get().attempt(action, attempt, random), "it returned null");
        } catch (RuntimeException | Error e) {
            log.log(
                    Level.ERROR,
                    "the retry schedule failed at attempt " + attempt + " of " + action
                            + ", and the default one takes its place: " + e);
            return RetryTable.DEFAULT.attempt(action, attempt, random);
        }
    }

    private RetryAttempt byDefault(RetryAction action, int attempt) {
        int entry = Math.min(attempt, RetryTable.DEFAULT.size() - 1);
        return RetryTable.DEFAULT.attempt(action, entry, random).orElseThrow();
    }
}
