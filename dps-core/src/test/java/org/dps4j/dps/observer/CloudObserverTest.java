package org.dps4j.dps.observer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.dps4j.device.cloud.CloudFlag;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.dps.observer.ObserverEvent.Account;
import org.dps4j.dps.observer.ObserverState.Watch;
import org.dps4j.protocol.payload.cloud.CloudServer;
import org.dps4j.testkit.machine.TransitionTable;
import org.dps4j.testkit.seed.Seeds;
import org.junit.jupiter.api.Test;

class CloudObserverTest {

    private static final Path PAGE = Path.of("").toAbsolutePath().getParent().resolve("docs/machines.md");
    private static final UUID CLOUD = UUID.randomUUID();
    private static final CloudServer FIRST = server("first", CLOUD);
    private static final CloudServer SECOND = server("second", CLOUD);
    private static final CloudServer FOREIGN = server("foreign", UUID.randomUUID());
    private static final ObserverEffect ALL = new ObserverEffect.Provision(ProvisioningStep.TIME);
    private static final ObserverEffect CREDENTIALS = new ObserverEffect.Provision(ProvisioningStep.CREDENTIALS);

    private final CloudObserver observer = new CloudObserver(new ObserverSettings(3, Duration.ofSeconds(1)));
    private ObserverState state = ObserverState.INITIAL;
    private List<ObserverEffect> effects = List.of();

    private static CloudServer server(String name, UUID id) {
        return new CloudServer(URI.create("coaps+tcp://" + name + ".test:5684"), id);
    }

    private CloudObserverTest on(ObserverEvent event) {
        ObserverTransition transition = observer.on(state, event);
        state = transition.state();
        effects = transition.effects();
        return this;
    }

    private CloudObserverTest started(CloudServer selected, int servers) {
        return on(new ObserverEvent.CloudStarted(selected, servers, Account.NEW));
    }

    private CloudObserverTest reported(CloudServer selected, CloudFlag... flags) {
        return on(new ObserverEvent.StatusChanged(Set.of(flags), selected));
    }

    private CloudObserverTest looks(int times) {
        for (int i = 0; i < times; i++) {
            on(new ObserverEvent.LookDue());
        }
        return this;
    }

    @Test
    void a_device_that_gets_online_is_not_looked_at_any_more() {
        started(FIRST, 2);
        assertThat(effects).containsExactly(new ObserverEffect.ScheduleLook());

        reported(FIRST, CloudFlag.REGISTERED, CloudFlag.LOGGED_IN);
        assertThat(effects).containsExactly(new ObserverEffect.CancelLook());
        assertThat(state.watch()).isEqualTo(Watch.LISTENING);

        reported(FIRST, CloudFlag.REGISTERED).looks(100).reported(SECOND).reported(FIRST);
        assertThat(effects).isEmpty();
    }

    @Test
    void a_server_without_progress_is_left_for_the_next_one() {
        started(FIRST, 2).looks(2);
        assertThat(effects).containsExactly(new ObserverEffect.ScheduleLook());

        looks(1);
        assertThat(effects).containsExactly(new ObserverEffect.ScheduleLook(), new ObserverEffect.SelectNextServer());
        reported(SECOND);
        assertThat(effects).isEmpty();
    }

    @Test
    void progress_starts_the_count_anew_once() {
        started(FIRST, 1).looks(2).reported(FIRST, CloudFlag.REGISTERED).looks(2);
        assertThat(effects).containsExactly(new ObserverEffect.ScheduleLook());

        reported(FIRST, CloudFlag.REGISTERED).looks(1);
        assertThat(effects).contains(ALL);
    }

    @Test
    void after_the_last_server_everything_is_provisioned_again() {
        started(FIRST, 2).looks(3).reported(SECOND).looks(2);
        assertThat(effects).doesNotContain(ALL);

        looks(1);
        assertThat(effects).containsExactly(new ObserverEffect.CancelLook(), ALL);
        assertThat(state.watch()).isEqualTo(Watch.IDLE);
    }

    @Test
    void when_the_client_itself_is_back_at_the_first_server_everything_is_provisioned_again() {
        started(FIRST, 2).reported(SECOND).reported(FIRST);

        assertThat(effects).contains(ALL);
    }

    @Test
    void a_server_that_cannot_be_turned_to_does_not_hold_up_the_tour() {
        started(FIRST, 2).looks(3).looks(3);

        assertThat(effects).contains(ALL);
    }

    @Test
    void another_cloud_takes_credentials_and_rules_of_its_own() {
        started(FIRST, 2).looks(3).reported(FOREIGN);
        assertThat(effects).containsExactly(new ObserverEffect.CancelLook(), CREDENTIALS);

        looks(10);
        assertThat(effects).isEmpty();
        started(FOREIGN, 2).looks(2);
        assertThat(effects).containsExactly(new ObserverEffect.ScheduleLook());
        looks(1);
        assertThat(effects).contains(ALL);
    }

    @Test
    void each_fruitless_tour_doubles_the_patience_until_the_device_was_online() {
        int[] patience = {3, 6, 12, 24, 48, 96, 96, 96};
        for (int looks : patience) {
            started(FIRST, 1).looks(looks - 1);
            assertThat(effects).doesNotContain(ALL);
            looks(1);
            assertThat(effects).contains(ALL);
        }
        started(FIRST, 1).reported(FIRST, CloudFlag.REGISTERED, CloudFlag.LOGGED_IN);

        started(FIRST, 1).looks(3);
        assertThat(effects).contains(ALL);
    }

    @Test
    void a_device_with_an_account_from_before_is_only_listened_to() {
        on(new ObserverEvent.CloudStarted(FIRST, 2, Account.KNOWN)).looks(100);
        assertThat(effects).isEmpty();

        on(new ObserverEvent.Refused());
        assertThat(effects).contains(ALL);
    }

    @Test
    void a_refusal_leads_back_to_provisioning_at_any_time() {
        started(FIRST, 2).on(new ObserverEvent.Refused());
        assertThat(effects).contains(ALL);

        started(FIRST, 2).reported(FIRST, CloudFlag.LOGGED_IN).on(new ObserverEvent.Refused());
        assertThat(effects).contains(ALL);

        on(new ObserverEvent.Refused());
        assertThat(effects).isEmpty();
    }

    @Test
    void without_looks_only_a_refusal_counts() {
        CloudObserver off = new CloudObserver(ObserverSettings.DEFAULT.withMaxCount(0));
        ObserverTransition started =
                off.on(ObserverState.INITIAL, new ObserverEvent.CloudStarted(FIRST, 2, Account.NEW));

        assertThat(started.effects()).containsExactly(new ObserverEffect.CancelLook());
        assertThat(off.on(started.state(), new ObserverEvent.Refused()).effects())
                .contains(ALL);
    }

    @Test
    void looks_that_are_switched_off_meanwhile_end_with_the_next_one() {
        CloudObserver off = new CloudObserver(ObserverSettings.DEFAULT.withMaxCount(0));
        started(FIRST, 2).looks(1);

        ObserverTransition ended = off.on(state, new ObserverEvent.LookDue());

        assertThat(ended.effects()).containsExactly(new ObserverEffect.CancelLook());
        assertThat(ended.state().watch()).isEqualTo(Watch.LISTENING);
    }

    @Test
    void steps_that_are_done_again_for_another_reason_interrupt_the_tour_and_the_patience_stays() {
        started(FIRST, 1).looks(3);
        started(FIRST, 2).looks(6).reported(SECOND);
        ObserverState before = state;

        on(new ObserverEvent.Interrupted());
        assertThat(effects).containsExactly(new ObserverEffect.CancelLook());
        looks(10).on(new ObserverEvent.Refused()).on(new ObserverEvent.Interrupted());
        assertThat(effects).isEmpty();
        assertThat(state.tour()).isEqualTo(before.tour());

        started(SECOND, 2).looks(5);
        assertThat(effects).containsExactly(new ObserverEffect.ScheduleLook());
        looks(1);
        assertThat(effects).contains(ALL);
    }

    @Test
    void a_stop_ends_it() {
        started(FIRST, 2).looks(2).on(new ObserverEvent.Stopped());
        assertThat(effects).containsExactly(new ObserverEffect.CancelLook());

        looks(10).on(new ObserverEvent.Refused());
        assertThat(effects).isEmpty();
    }

    @Test
    void its_settings_have_bounds() {
        assertThatThrownBy(() -> ObserverSettings.DEFAULT.withMaxCount(256)).hasMessageContaining("256");
        assertThatThrownBy(() -> ObserverSettings.DEFAULT.withMaxCount(-1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> new ObserverSettings(1, Duration.ZERO)).hasMessageContaining("not PT0S");
        assertThatThrownBy(() -> new ObserverSettings(1, Duration.ofMillis(999)))
                .hasMessageContaining("0.999");
    }

    @Test
    void on_every_walk_it_looks_exactly_while_its_timer_runs() throws IOException {
        TransitionTable<Watch> table = new TransitionTable<>(Watch.class);
        Seeds.run(2_000, seed -> {
            Random random = new Random(seed);
            ObserverState at = ObserverState.INITIAL;
            boolean timer = false;
            for (int i = 0; i < 100; i++) {
                ObserverEvent event = anyEvent(random);
                timer = timer && !(event instanceof ObserverEvent.LookDue);
                ObserverTransition transition = observer.on(at, event);
                String heard = event.getClass().getSimpleName();
                if (transition.equals(ObserverTransition.of(at))) {
                    table.ignored(at.watch(), heard);
                } else {
                    table.went(at.watch(), heard, transition.state().watch());
                }
                at = transition.state();
                for (ObserverEffect effect : new ArrayList<>(transition.effects())) {
                    timer = effect instanceof ObserverEffect.ScheduleLook
                            || timer && !(effect instanceof ObserverEffect.CancelLook);
                }
                assertThat(timer).isEqualTo(at.watch() == Watch.LOOKING);
                assertThat(at.tour().isPresent() || at.watch() != Watch.LOOKING).isTrue();
            }
        });
        assertThat(Files.readAllLines(PAGE))
                .as("the page lacks this table:%n%s", String.join("\n", table.lines()))
                .containsSequence(table.lines());
    }

    private static ObserverEvent anyEvent(Random random) {
        List<CloudServer> servers = List.of(FIRST, SECOND, FOREIGN);
        CloudServer server = servers.get(random.nextInt(3));
        return switch (random.nextInt(13)) {
            case 0, 1 ->
                new ObserverEvent.CloudStarted(
                        server, 1 + random.nextInt(3), random.nextInt(4) == 0 ? Account.KNOWN : Account.NEW);
            case 2, 3 -> new ObserverEvent.StatusChanged(Set.of(), server);
            case 4 -> new ObserverEvent.StatusChanged(Set.of(CloudFlag.REGISTERED), server);
            case 5 -> new ObserverEvent.StatusChanged(Set.of(CloudFlag.LOGGED_IN), server);
            case 6 -> new ObserverEvent.Refused();
            case 7 -> new ObserverEvent.Stopped();
            case 8 -> new ObserverEvent.Interrupted();
            default -> new ObserverEvent.LookDue();
        };
    }
}
