package org.dps4j.dps;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dps4j.dps.endpoint.DpsEndpoints;
import org.dps4j.dps.endpoint.EndpointList;
import org.dps4j.dps.machine.Event;
import org.junit.jupiter.api.Test;

class CredentialKeeperTest {

    private static final DpsLog SILENT = (level, line) -> {};

    private final Bench bench = new Bench();
    private final List<String> heard = new ArrayList<>();

    private final CredentialKeeper keeper = new CredentialKeeper(
            bench.device,
            new CloudStart(bench.device, bench.cloud, SILENT),
            new DpsEndpoints(EndpointList.EMPTY, failure -> {}),
            () -> DpsConfig.DEFAULTS,
            new Connections(bench.device, () -> DpsConfig.DEFAULTS, bench.transport, request -> Optional.empty()),
            new Listeners(SILENT),
            SILENT,
            new CredentialKeeper.Provisioning() {
                @Override
                public void post(Event event) {
                    heard.add("event");
                }

                @Override
                public void renewalChanged() {
                    heard.add("change");
                }

                @Override
                public void reportRenewal() {
                    heard.add("report");
                }
            });

    private void setClock() {
        bench.loop.execute(() -> bench.device.clock().set(bench.loop.now()));
        bench.runFor(Duration.ZERO);
    }

    @Test
    void follows_the_clock_from_when_it_is_told_to_until_it_is_closed() {
        setClock();
        assertThat(heard).as("while whom it tells is still being made").isEmpty();

        keeper.open();
        setClock();
        assertThat(heard).containsExactly("change");

        keeper.close();
        heard.clear();
        setClock();
        assertThat(heard).isEmpty();
    }
}
