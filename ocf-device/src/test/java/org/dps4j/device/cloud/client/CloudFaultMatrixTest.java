package org.dps4j.device.cloud.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.dps4j.device.DeviceState;
import org.dps4j.device.cloud.scripted.CloudOperation;
import org.junit.jupiter.api.Test;

/** Every fault at every moment between a device and its cloud, in virtual time, against the table of docs/faults.md. */
class CloudFaultMatrixTest {

    private static final Path PAGE = Path.of("").toAbsolutePath().getParent().resolve("docs/faults.md");
    private static final Duration LONG = Duration.ofMinutes(30);

    @Test
    void every_fault_at_every_moment_ends_as_the_page_says() throws IOException {
        List<String> found = Arrays.stream(CloudFault.values())
                .map(CloudFaultMatrixTest::row)
                .toList();

        assertThat(Files.readAllLines(PAGE))
                .as("the page lacks rows of this table:%n%s", String.join("\n", found))
                .containsSubsequence(found);
    }

    private static String row(CloudFault fault) {
        List<String> cells = new ArrayList<>();
        for (CloudMoment moment : CloudMoment.values()) {
            try {
                cells.add(fault.canBeAt(moment) ? cell(fault, moment) : "–");
            } catch (AssertionError e) {
                throw new AssertionError(fault + " at " + moment + ": " + e.getMessage(), e);
            }
        }
        return "| " + fault.label() + " | " + String.join(" | ", cells) + " |";
    }

    private static String cell(CloudFault fault, CloudMoment moment) {
        CloudBench bench = new CloudBench();
        moment.prepare(bench);
        DeviceState before = bench.device.state();
        int asked = bench.cloud.log().size();
        int dialled = bench.transport.dials().size();
        fault.arm(bench, moment);
        moment.begin(bench);
        bench.runFor(LONG);
        String provisioned = "";
        if (!bench.refusals.isEmpty()) {
            provisioned = "; provisioned again";
            bench.provision();
            bench.runFor(LONG);
        }

        assertThat(bench.isOnline()).as("online").isTrue();
        assertThat(bench.client.status().cause()).as("cause").isEmpty();
        assertThat(bench.cloud.directory()).as("published").hasSize(moment.links());
        assertThat(bench.device.state().cloud().registration()).as("account").isPresent();
        assertThat(bench.device.state().credentials()).isEqualTo(before.credentials());
        assertThat(bench.device.state().accessControlList()).isEqualTo(before.accessControlList());
        return requests(bench.cloud.log().subList(asked, bench.cloud.log().size())) + "/"
                + (bench.transport.dials().size() - dialled) + waits(bench) + provisioned;
    }

    private static String requests(List<CloudOperation> log) {
        return Arrays.stream(new CloudOperation[] {
                    CloudOperation.SIGN_UP,
                    CloudOperation.REFRESH,
                    CloudOperation.SIGN_IN,
                    CloudOperation.PUBLISH,
                    CloudOperation.UNPUBLISH
                })
                .map(operation -> "" + log.stream().filter(operation::equals).count())
                .collect(Collectors.joining());
    }

    private static String waits(CloudBench bench) {
        String waits = bench.failures.stream().map(CloudFaultMatrixTest::wait).collect(Collectors.joining(", "));
        return waits.isEmpty() ? "" : " " + waits;
    }

    private static String wait(CloudBench.Failed failed) {
        String kind = failed.cause().orElseThrow().getClass().getSimpleName();
        return kind.replaceAll("(?<=.)([A-Z])", " $1").toLowerCase(Locale.ROOT) + ": " + pause(failed);
    }

    private static String pause(CloudBench.Failed failed) {
        if (failed.next().isEmpty()) {
            return "0";
        }
        Duration pause = Duration.between(failed.at(), failed.next().get());
        if (pause.equals(Duration.ofSeconds(30))) {
            return "30 s";
        }
        for (long longest : new long[] {2, 4, 8, 16, 32, 64}) {
            if (pause.compareTo(Duration.ofSeconds(longest)) < 0) {
                return longest / 2 + "–" + longest + " s";
            }
        }
        return pause.toString();
    }
}
