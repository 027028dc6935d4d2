package org.dps4j.dps;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.dps4j.device.cloud.CloudConfiguration;
import org.dps4j.device.cloud.CloudListener;
import org.dps4j.device.cloud.CloudStatus;
import org.dps4j.device.cloud.scripted.CloudOperation;
import org.dps4j.device.cloud.scripted.CloudReply;
import org.dps4j.device.cloud.scripted.ScriptedCloud;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.dps.scripted.Reply;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.Secret;
import org.dps4j.protocol.payload.cloud.CloudConfigurationAnswer;
import org.dps4j.protocol.payload.cloud.CloudServer;
import org.junit.jupiter.api.Test;

/** A device that is online and is provisioned once more: when its cloud sees it go, and when and where it comes back. */
class ReprovisionOnlineTest {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final URI ELSEWHERE = URI.create("coaps+tcp://elsewhere.test:5684");
    private static final String PROVIDER = "test provider";

    private final JoiningBench joining = new JoiningBench(7);
    private final Bench bench = joining.bench;
    private final List<String> seen = new ArrayList<>();

    @Test
    void in_the_same_cloud_its_session_lasts_until_all_steps_are_done() {
        join();

        provisionAgain();

        assertThat(seen)
                .containsExactly(
                        "TIME online",
                        "OWNER online",
                        "CLOUD online",
                        "CREDENTIALS online",
                        "ACLS online",
                        "goes offline",
                        "comes online");
        assertThat(joining.cloud.log()).containsExactly(CloudOperation.REFRESH, CloudOperation.SIGN_IN);
        joining.assertOnline();
    }

    @Test
    void at_another_gateway_of_its_cloud_it_is_online_with_the_account_that_it_has() {
        join();
        joining.way.listen(ELSEWHERE.toString(), joining.cloud);
        bench.service.on(
                ProvisioningStep.CLOUD,
                told(PROVIDER, new CloudServer(ELSEWHERE, cloud().selected().id())));

        provisionAgain();

        assertThat(seen)
                .containsExactly(
                        "TIME online",
                        "OWNER online",
                        "CLOUD online",
                        "CREDENTIALS online",
                        "ACLS online",
                        "goes offline",
                        "comes online");
        assertThat(joining.cloud.log()).containsExactly(CloudOperation.REFRESH, CloudOperation.SIGN_IN);
        assertThat(lastDialled()).isEqualTo(ELSEWHERE);
        joining.assertOnline();
    }

    @Test
    void by_another_provider_of_its_cloud_it_signs_off_and_up_again() {
        join();
        joining.cloud.expectCode("another token");
        bench.service.on(ProvisioningStep.CLOUD, told("another provider", cloud().selected()));

        provisionAgain();

        assertThat(seen)
                .containsExactly(
                        "TIME online",
                        "OWNER online",
                        "CLOUD online",
                        "goes offline",
                        "CREDENTIALS offline",
                        "ACLS offline",
                        "comes online");
        assertThat(joining.cloud.log())
                .containsExactly(CloudOperation.SIGN_OFF, CloudOperation.SIGN_UP, CloudOperation.SIGN_IN);
        joining.assertOnline();
    }

    @Test
    void in_another_cloud_it_has_an_account_there_alone() {
        join();
        ScriptedCloud other = new ScriptedCloud(bench.loop::now);
        other.expectCode("another token");
        joining.way.listen(ELSEWHERE.toString(), other);
        bench.service.on(ProvisioningStep.CLOUD, told(PROVIDER, new CloudServer(ELSEWHERE, UUID.randomUUID())));

        provisionAgain();

        assertThat(seen)
                .containsExactly(
                        "TIME online",
                        "OWNER online",
                        "CLOUD online",
                        "goes offline",
                        "CREDENTIALS offline",
                        "ACLS offline",
                        "comes online");
        assertThat(joining.cloud.isRegistered()).isFalse();
        assertThat(other.isRegistered()).isTrue();
        assertThat(other.log()).containsExactly(CloudOperation.SIGN_UP, CloudOperation.SIGN_IN);
        joining.assertOnline();
    }

    @Test
    void a_restart_while_the_old_cloud_is_slow_to_let_it_go_leaves_nothing_of_the_run_before() throws Exception {
        join();
        ScriptedCloud other = new ScriptedCloud(bench.loop::now);
        other.expectCode("another token");
        joining.way.listen(ELSEWHERE.toString(), other);
        joining.cloud.on(CloudOperation.SIGN_OFF, CloudReply.silence());
        bench.service.on(ProvisioningStep.CLOUD, told(PROVIDER, new CloudServer(ELSEWHERE, UUID.randomUUID())));
        bench.provisionAgain();
        bench.runFor(Duration.ofSeconds(1));
        assertThat(seen).endsWith("CLOUD online");

        bench.client.restart();
        bench.runFor(Duration.ofMinutes(2));

        assertThat(seen).endsWith("comes online");
        assertThat(cloud().selected().uri()).isEqualTo(URI.create(JoiningBench.CLOUD));
        assertThat(cloud().registration()).isPresent();
        assertThat(other.isRegistered()).isFalse();
    }

    @Test
    void where_its_gateway_is_gone_it_joins_the_one_that_it_is_told_then() {
        join();
        joining.way.silence(JoiningBench.CLOUD);
        joining.way.cut();
        bench.runFor(SOON);
        joining.way.listen(ELSEWHERE.toString(), joining.cloud);
        bench.service.on(
                ProvisioningStep.CLOUD,
                told(PROVIDER, new CloudServer(ELSEWHERE, cloud().selected().id())));
        joining.cloud.expectCode("another token");
        assertThat(seen).containsExactly("goes offline");
        seen.clear();

        provisionAgain();

        assertThat(seen)
                .containsExactly(
                        "TIME offline",
                        "OWNER offline",
                        "CLOUD offline",
                        "CREDENTIALS offline",
                        "ACLS offline",
                        "comes online");
        assertThat(lastDialled()).isEqualTo(ELSEWHERE);
        joining.assertOnline();
    }

    private void join() {
        bench.start();
        bench.runFor(SOON);
        joining.assertOnline();
        joining.cloud.log().clear();
        bench.service.counts().clear();
        bench.client.addListener(new DpsListener() {
            @Override
            public void onStepStarted(ProvisioningStep step, int attempt, DpsEndpoint endpoint) {
                seen.add(step + (joining.way.online() == 1 ? " online" : " offline"));
            }
        });
        joining.follow(new CloudListener() {
            private boolean online = true;

            @Override
            public void onStatusChanged(CloudStatus status) {
                if (status.isOnline() != online) {
                    online = status.isOnline();
                    seen.add(online ? "comes online" : "goes offline");
                }
            }
        });
    }

    /** Does all steps again and waits longer than that takes. */
    private void provisionAgain() {
        bench.provisionAgain();
        bench.runFor(Duration.ofMinutes(2));

        assertThat(bench.provisioned()).isTrue();
        assertThat(bench.service.counts()).containsOnlyKeys(ProvisioningStep.values());
        assertThat(bench.service.counts().values()).containsOnly(1);
    }

    private CloudConfiguration cloud() {
        return bench.device.state().cloud();
    }

    private URI lastDialled() {
        return joining.way.dials().get(joining.way.dials().size() - 1).server();
    }

    private static Reply told(String provider, CloudServer server) {
        return new Reply.Body(Bytes.copyOf(CloudConfigurationAnswer.CODEC.encode(new CloudConfigurationAnswer(
                Secret.ofText("another token"), provider, server.uri(), server.id(), List.of(), Optional.empty()))));
    }
}
