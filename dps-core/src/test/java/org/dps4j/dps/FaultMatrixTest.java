package org.dps4j.dps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dps4j.device.DeviceState;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.dps.retry.RetryTable;
import org.dps4j.dps.scripted.Losses;
import org.junit.jupiter.api.Test;

/** Every fault at every step of a provisioning, in virtual time, against the table of docs/faults.md. */
class FaultMatrixTest {

    private static final Path PAGE = Path.of("").toAbsolutePath().getParent().resolve("docs/faults.md");
    private static final Duration LONG = Duration.ofMinutes(20);

    @Test
    void every_fault_at_every_step_ends_as_the_page_says() throws IOException {
        List<String> found =
                Arrays.stream(StepFault.values()).map(FaultMatrixTest::row).toList();

        assertThat(Files.readAllLines(PAGE))
                .as("the page lacks rows of this table:%n%s", String.join("\n", found))
                .containsSubsequence(found);
    }

    private static String row(StepFault fault) {
        TreeSet<String> kinds = new TreeSet<>();
        List<String> cells = new ArrayList<>();
        for (ProvisioningStep step : ProvisioningStep.values()) {
            try {
                cells.add(fault.canBeAt(step) ? cell(fault, step, kinds) : "–");
            } catch (AssertionError e) {
                throw new AssertionError(fault + " at " + step + ": " + e.getMessage(), e);
            }
        }
        return "| " + fault.label() + " | "
                + (kinds.isEmpty() ? "no failure" : String.join(", ", kinds)) + " | " + String.join(" | ", cells)
                + " |";
    }

    private static String cell(StepFault fault, ProvisioningStep step, TreeSet<String> kinds) {
        Bench bench = new Bench();
        Attempts attempts = new Attempts(bench.loop);
        Losses losses = new Losses();
        bench.client.addListener(attempts);
        var unused = bench.device.addListener(losses);

        fault.arm(bench, step);
        bench.start();
        bench.runFor(LONG);
        Whole.assertWhole(bench);
        assertThat(attempts.wrong()).isEmpty();
        List<Attempts.Failed> failures = attempts.take();
        String fresh = cell(bench.service.counts(), bench.service.connections(), failures);

        Map<ProvisioningStep, Integer> before = Map.copyOf(bench.service.counts());
        int connections = bench.service.connections();
        DeviceState rules = bench.device.state();
        fault.arm(bench, step);
        attempts.restarting();
        bench.provisionAgain();
        bench.runFor(LONG);

        Whole.assertWhole(bench);
        assertThat(attempts.wrong()).isEmpty();
        assertThat(losses.seen()).as("lost by %s at %s", fault, step).isEmpty();
        assertThat(bench.device.state().accessControlList()).isEqualTo(rules.accessControlList());
        List<Attempts.Failed> later = attempts.take();
        Stream.concat(failures.stream(), later.stream())
                .forEach(failed -> kinds.add(failed.failure().kind().name().toLowerCase()));
        String anew = cell(since(before, bench.service.counts()), bench.service.connections() - connections, later);
        return anew.equals(fresh) ? fresh : fresh + "; anew " + anew;
    }

    private static String cell(Map<ProvisioningStep, Integer> counts, int connections, List<Attempts.Failed> failures) {
        String requests = Arrays.stream(ProvisioningStep.values())
                .map(step -> counts.getOrDefault(step, 0).toString())
                .collect(Collectors.joining());
        String waits = failures.stream().map(FaultMatrixTest::wait).collect(Collectors.joining(", "));
        return requests + "/" + connections + (waits.isEmpty() ? "" : " " + waits);
    }

    private static String wait(Attempts.Failed failed) {
        long after = failed.after().toSeconds();
        String waited = after == 0 ? "" : after + " s + ";
        if (failed.nextAttemptIn().isZero()) {
            return waited + "0";
        }
        Duration longest = RetryTable.DEFAULT.timeout(failed.attempt() - 1);
        assertThat(failed.nextAttemptIn())
                .isGreaterThanOrEqualTo(longest.dividedBy(2))
                .isLessThan(longest);
        return waited + longest.toSeconds() / 2 + "–" + longest.toSeconds() + " s";
    }

    private static Map<ProvisioningStep, Integer> since(
            Map<ProvisioningStep, Integer> before, Map<ProvisioningStep, Integer> now) {
        return now.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, its -> its.getValue() - before.get(its.getKey())));
    }
}
