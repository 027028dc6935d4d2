package org.dps4j.dps;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.dps.scripted.Reply;
import org.dps4j.protocol.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What an operator of several devices finds in the log of one process. */
class LogLinesTest {

    private final Bench bench = new Bench();
    private final List<String> lines = new ArrayList<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("org.dps4j.dps");
    private final Level before = logger.getLevel();
    private final ListAppender<ILoggingEvent> shared = new ListAppender<>();

    @BeforeEach
    void read_the_log_of_the_process() {
        shared.start();
        logger.addAppender(shared);
        logger.setLevel(Level.DEBUG);
        logger.setAdditive(false);
    }

    @AfterEach
    void leave_it_as_it_was() {
        logger.detachAppender(shared);
        logger.setLevel(before);
        logger.setAdditive(true);
    }

    private List<String> sharedLines() {
        return shared.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private DpsClient clientWithALogOfItsOwn() {
        return DpsClient.builder(bench.device)
                .endpoint(DpsEndpoint.of(Bench.FIRST))
                .transport(bench.transport)
                .cloud(bench.cloud)
                .log((level, line) -> lines.add(level + " " + line))
                .build();
    }

    @Test
    void each_line_in_the_log_of_the_process_says_which_device() {
        UUID id = bench.device.state().id();
        bench.service.on(ProvisioningStep.OWNER, Reply.code("4.03"));

        bench.start();
        bench.runFor(Duration.ofSeconds(15));
        bench.reset();
        bench.runFor(Duration.ofSeconds(1));

        assertThat(sharedLines())
                .anyMatch(line -> line.startsWith("device " + id + ": step OWNER failed: "))
                .anyMatch(
                        line -> line.startsWith("device " + bench.device.state().id() + ": provisioned"))
                .allMatch(line -> line.matches("device [-0-9a-f]{36}: .*"));
        assertThat(bench.device.state().id()).isNotEqualTo(id);
    }

    @Test
    void a_failure_names_the_service_that_was_asked() {
        bench.service.on(ProvisioningStep.OWNER, Reply.code("4.03"));

        ProvisioningTest.start(clientWithALogOfItsOwn());
        bench.runFor(Duration.ofSeconds(1));

        assertThat(lines)
                .anyMatch(line -> line.matches("WARNING step OWNER failed: .*, at " + Bench.FIRST.replace("+", "\\+")
                        + "; trying again in .*"));
    }

    @Test
    void a_client_with_a_log_of_its_own_writes_nothing_anywhere_else() {
        DpsClient client = clientWithALogOfItsOwn();
        bench.device.update(state -> state.withSection("dps", Bytes.copyOf(new byte[] {1})));
        bench.loop.runUntilIdle();
        bench.cloud.reports = true;
        ProvisioningTest.start(client);
        bench.runFor(Duration.ofSeconds(1));

        bench.cloud.refuse();
        bench.runFor(Duration.ofSeconds(1));

        assertThat(client.snapshot().isProvisioned()).isTrue();
        assertThat(lines)
                .anyMatch(line -> line.startsWith("INFO") && line.contains("provisioned again from TIME on"))
                .anyMatch(line -> line.startsWith("WARNING") && line.contains("remembers"));
        assertThat(sharedLines()).isEmpty();
    }
}
