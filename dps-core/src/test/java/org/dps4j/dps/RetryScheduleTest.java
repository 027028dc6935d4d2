package org.dps4j.dps;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.machine.Failure;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.dps.retry.MaxAgeRule;
import org.dps4j.dps.retry.RetryAttempt;
import org.dps4j.dps.retry.RetrySchedule;
import org.dps4j.dps.scripted.Reply;
import org.junit.jupiter.api.Test;

/** A schedule that an application brings: when it is asked, what it decides, and what it cannot break. */
class RetryScheduleTest {

    private static final RetryAttempt SHORT = new RetryAttempt(Duration.ofSeconds(3), Duration.ofSeconds(2));

    private final List<String> asked = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();

    @Test
    void it_is_asked_once_for_each_attempt_and_what_it_says_is_done() {
        Bench bench = bench((action, attempt, random) -> Optional.of(
                new RetryAttempt(Duration.ofSeconds(3 + attempt), Duration.ofMillis(100L * (attempt + 1)))));
        bench.service.on(ProvisioningStep.OWNER, Reply.silence(), Reply.code("5.04"));
        bench.cloud.refusals = 1;

        bench.start();
        bench.runFor(Duration.ofSeconds(10));

        assertThat(bench.provisioned()).isTrue();
        assertThat(bench.notes.failures)
                .extracting(Bench.Failed::failure)
                .first()
                .isEqualTo(new Failure.NoAnswer(Duration.ofSeconds(3)));
        assertThat(bench.notes.failures)
                .extracting(Bench.Failed::pause)
                .containsExactly(Duration.ZERO, Duration.ofMillis(200));
        assertThat(asked)
                .startsWith("TIME 0", "OWNER 0", "OWNER 1", "OWNER 2", "CLOUD 0", "CREDENTIALS 0", "ACLS 0")
                .endsWith("CLOUD_START 0", "TIME 1", "OWNER 1", "CLOUD 1", "CREDENTIALS 1", "ACLS 1", "CLOUD_START 1")
                .hasSize(14);
    }

    @Test
    void where_it_has_no_more_attempts_the_next_endpoint_is_selected_and_they_begin_again() {
        Bench bench = bench((action, attempt, random) -> attempt < 2 ? Optional.of(SHORT) : Optional.empty());
        bench.client.endpoints().replaceWith(DpsEndpoint.of(Bench.SECOND));
        bench.client.endpoints().add(DpsEndpoint.of(Bench.FIRST));

        bench.start();
        bench.runFor(Duration.ofSeconds(5));

        assertThat(asked).startsWith("TIME 0", "TIME 1", "TIME 2", "TIME 0", "OWNER 0");
        assertThat(bench.client.snapshot().endpoint()).contains(DpsEndpoint.of(Bench.FIRST));
        assertThat(bench.provisioned()).isTrue();
    }

    @Test
    void after_eight_attempts_they_begin_again_whatever_it_says() {
        Bench bench = bench((action, attempt, random) -> Optional.of(SHORT));
        bench.client.endpoints().replaceWith(DpsEndpoint.of(Bench.SECOND));
        bench.client.endpoints().add(DpsEndpoint.of(Bench.FIRST));

        bench.start();
        bench.runFor(Duration.ofSeconds(17));

        assertThat(bench.notes.failures).hasSize(RetrySchedule.MOST_ATTEMPTS);
        assertThat(asked).contains("TIME 7").doesNotContain("TIME 8");
        assertThat(bench.provisioned()).isTrue();
    }

    @Test
    void one_without_pauses_does_not_make_the_device_ask_all_the_time() {
        Bench bench =
                bench((action, attempt, random) -> Optional.of(new RetryAttempt(Duration.ofSeconds(3), Duration.ZERO)));
        bench.client.endpoints().replaceWith(DpsEndpoint.of(Bench.SECOND));

        bench.start();
        bench.runFor(Duration.ofMillis(950));

        assertThat(bench.notes.failures)
                .hasSize(10)
                .extracting(Bench.Failed::pause)
                .containsOnly(Duration.ofMillis(100));
    }

    @Test
    void one_that_throws_or_has_no_first_attempt_gives_way_to_the_default_table() {
        for (RetrySchedule useless : List.<RetrySchedule>of(
                (action, attempt, random) -> {
                    throw new IllegalStateException("a bug of the application");
                },
                (action, attempt, random) -> nothing(),
                (action, attempt, random) -> Optional.empty())) {
            Bench bench = bench(useless);
            bench.service.on(ProvisioningStep.TIME, Reply.code("4.00"));

            bench.start();
            bench.runFor(Duration.ofSeconds(10));

            assertThat(bench.notes.failures)
                    .singleElement()
                    .satisfies(failed ->
                            assertThat(failed.pause()).isBetween(Duration.ofSeconds(5), Duration.ofMillis(9_999)));
            assertThat(bench.provisioned()).isTrue();
        }
    }

    @Test
    void the_log_says_that_it_failed() {
        Bench bench = new Bench();
        DpsClient client = DpsClient.builder(bench.device)
                .config(DpsConfig.DEFAULTS.withRetry((action, attempt, random) -> {
                    throw new IllegalStateException("a bug of the application");
                }))
                .endpoint(DpsEndpoint.of(Bench.FIRST))
                .transport(bench.transport)
                .cloud(bench.cloud)
                .log((level, line) -> lines.add(level + " " + line))
                .build();

        ProvisioningTest.start(client);
        bench.runFor(Duration.ofSeconds(1));

        assertThat(lines)
                .contains("ERROR the retry schedule failed at attempt 0 of TIME, and the default one takes its place:"
                        + " java.lang.IllegalStateException: a bug of the application");
        assertThat(client.snapshot().isProvisioned()).isTrue();
    }

    @Test
    void a_service_that_is_out_of_order_may_ask_for_a_longer_pause_where_that_is_wanted() {
        Bench bench = new Bench(DpsConfig.DEFAULTS.withMaxAge(MaxAgeRule.LOWER_BOUND));
        bench.service.on(ProvisioningStep.CLOUD, Reply.unavailableFor(Duration.ofMinutes(5)));

        bench.start();
        bench.runFor(Duration.ofMinutes(4));

        assertThat(bench.notes.failures).singleElement().satisfies(failed -> {
            assertThat(failed.pause()).isBetween(Duration.ofMinutes(5), Duration.ofSeconds(310));
            assertThat(failed.failure().describe())
                    .isEqualTo("the service is not available: it answered 5.03 (as the script says),"
                            + " and to ask again in 300 s");
        });
        assertThat(bench.provisioned()).isFalse();
        bench.runFor(Duration.ofMinutes(2));
        assertThat(bench.provisioned()).isTrue();
    }

    @Test
    void by_default_the_pause_is_the_tables_whatever_a_service_asks_for() {
        Bench bench = new Bench();
        bench.service.on(ProvisioningStep.CLOUD, Reply.unavailableFor(Duration.ofMinutes(5)));

        bench.start();
        bench.runFor(Duration.ofSeconds(10));

        assertThat(bench.provisioned()).isTrue();
    }

    private Bench bench(RetrySchedule schedule) {
        asked.clear();
        return new Bench(DpsConfig.DEFAULTS.withRetry((action, attempt, random) -> {
            asked.add(action + " " + attempt);
            return schedule.attempt(action, attempt, random);
        }));
    }

    @SuppressWarnings("NullAway")
    private static Optional<RetryAttempt> nothing() {
        return null;
    }
}
