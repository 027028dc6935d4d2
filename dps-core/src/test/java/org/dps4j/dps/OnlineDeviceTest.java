package org.dps4j.dps;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.dps4j.device.cloud.CloudConfiguration;
import org.dps4j.device.cloud.CloudRegistration;
import org.dps4j.device.cloud.scripted.CloudOperation;
import org.dps4j.device.cloud.scripted.CloudReply;
import org.dps4j.device.cloud.scripted.ScriptedCloud;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.dps.scripted.Reply;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.Secret;
import org.dps4j.protocol.payload.cloud.CloudConfigurationAnswer;
import org.dps4j.protocol.payload.cloud.CloudServer;
import org.dps4j.protocol.payload.ownership.OwnershipAnswer;
import org.junit.jupiter.api.Test;

/** What provisioning makes of the account of a device that is in its cloud already. */
class OnlineDeviceTest {

    private static final CloudServer ELSEWHERE =
            new CloudServer(URI.create("coaps+tcp://elsewhere.test:5684"), UUID.randomUUID());
    private static final Duration SOON = Duration.ofSeconds(5);

    private final JoiningBench joining = new JoiningBench(7);
    private final Bench bench = joining.bench;

    private CloudConfiguration cloud() {
        return bench.device.state().cloud();
    }

    private void join() {
        bench.start();
        bench.runFor(SOON);
        joining.assertOnline();
        joining.cloud.log().clear();
    }

    @Test
    void keeps_its_account_and_signs_in_again_while_provisioning_takes_long() {
        join();
        Optional<CloudRegistration> account = cloud().registration();
        bench.service.on(
                ProvisioningStep.CREDENTIALS,
                Collections.nCopies(1_000, Reply.code("5.03")).toArray(Reply[]::new));

        bench.provisionAgain();
        bench.runFor(SOON);
        assertThat(bench.service.counts()).containsEntry(ProvisioningStep.CLOUD, 2);
        joining.way.cut();
        bench.runFor(Duration.ofMinutes(1));

        assertThat(bench.provisioned()).isFalse();
        joining.assertOnline();
        assertThat(cloud().registration()).isEqualTo(account);
        assertThat(joining.cloud.log()).containsExactly(CloudOperation.SIGN_IN);
    }

    @Test
    void is_in_its_cloud_without_signing_up_once_it_is_provisioned_again() {
        join();

        bench.provisionAgain();
        bench.runFor(SOON);

        assertThat(bench.provisioned()).isTrue();
        joining.assertOnline();
        assertThat(joining.cloud.log()).containsExactly(CloudOperation.REFRESH, CloudOperation.SIGN_IN);
    }

    @Test
    void comes_back_with_its_account_after_a_restart_that_has_nothing_to_do() throws Exception {
        join();

        bench.client.restart();
        bench.runFor(SOON);

        joining.assertOnline();
        assertThat(bench.service.counts().values()).containsOnly(1);
        assertThat(joining.cloud.log()).containsExactly(CloudOperation.REFRESH, CloudOperation.SIGN_IN);
    }

    @Test
    void keeps_its_account_where_another_client_of_provisioning_takes_it_over() {
        join();
        Optional<CloudRegistration> account = cloud().registration();
        bench.client.close();
        bench.runFor(SOON);

        DpsClient next = bench.client(bench.device, DpsConfig.DEFAULTS);
        next.forceReprovision();
        ProvisioningTest.start(next);
        bench.runFor(SOON);

        joining.assertOnline();
        assertThat(bench.service.counts().values()).containsOnly(2);
        assertThat(cloud().registration().map(CloudRegistration::userId))
                .isEqualTo(account.map(CloudRegistration::userId));
        assertThat(joining.cloud.log()).containsExactly(CloudOperation.REFRESH, CloudOperation.SIGN_IN);
    }

    @Test
    void signs_up_anew_where_its_account_never_got_it_online() {
        joining.cloud.on(
                CloudOperation.SIGN_IN,
                Collections.nCopies(40, CloudReply.code("5.00")).toArray(CloudReply[]::new));
        bench.start();
        bench.runFor(Duration.ofMinutes(10));

        assertThat(joining.cloud.log().stream().filter(CloudOperation.SIGN_UP::equals))
                .hasSizeGreaterThan(1);
        bench.runFor(Duration.ofHours(1));
        joining.assertOnline();
    }

    @Test
    void hears_of_further_gateways_of_its_cloud_and_keeps_its_account() {
        join();
        Optional<CloudRegistration> account = cloud().registration();
        CloudServer first = cloud().selected();
        CloudServer further = new CloudServer(URI.create("coaps+tcp://further.test:5684"), first.id());
        bench.service.on(ProvisioningStep.CLOUD, told("another token", first, first, further));

        bench.provisionAgain();
        bench.runFor(SOON);

        joining.assertOnline();
        assertThat(cloud().servers()).containsExactly(first, further);
        assertThat(cloud().registration().map(CloudRegistration::userId))
                .isEqualTo(account.map(CloudRegistration::userId));
        assertThat(joining.cloud.log()).doesNotContain(CloudOperation.SIGN_UP, CloudOperation.SIGN_OFF);
    }

    @Test
    void gives_its_account_up_before_it_moves_to_another_cloud() {
        join();
        ScriptedCloud other = elsewhere();

        bench.provisionAgain();
        bench.runFor(SOON);

        assertThat(joining.cloud.log()).containsExactly(CloudOperation.SIGN_OFF);
        assertThat(joining.cloud.isRegistered()).isFalse();
        assertThat(other.log()).containsExactly(CloudOperation.SIGN_UP, CloudOperation.SIGN_IN);
        assertThat(cloud().selected()).isEqualTo(ELSEWHERE);
        assertThat(joining.way.open()).isEqualTo(1);
        assertThat(bench.provisioned()).isTrue();
    }

    @Test
    void moves_to_another_cloud_although_the_first_one_is_silent() {
        join();
        ScriptedCloud other = elsewhere();
        joining.cloud.on(CloudOperation.SIGN_OFF, CloudReply.silence());

        bench.provisionAgain();
        bench.runFor(Duration.ofMillis(2_900));
        assertThat(cloud().selected()).isNotEqualTo(ELSEWHERE);
        bench.runFor(SOON);

        assertThat(other.log()).containsExactly(CloudOperation.SIGN_UP, CloudOperation.SIGN_IN);
        assertThat(joining.way.online()).isEqualTo(1);
        assertThat(bench.notes.failures).isEmpty();
    }

    @Test
    void gives_its_account_up_where_another_owner_takes_it_over() {
        join();
        bench.service.on(
                ProvisioningStep.OWNER,
                new Reply.Body(Bytes.copyOf(OwnershipAnswer.CODEC.encode(new OwnershipAnswer(UUID.randomUUID())))));

        bench.provisionAgain();
        bench.runFor(SOON);

        joining.assertOnline();
        assertThat(joining.cloud.log())
                .containsExactly(CloudOperation.SIGN_OFF, CloudOperation.SIGN_UP, CloudOperation.SIGN_IN);
    }

    @Test
    void is_asked_nothing_of_an_account_that_an_answer_takes_from_it_while_it_is_offline() {
        join();
        joining.way.silence(JoiningBench.CLOUD);
        joining.way.cut();
        bench.runFor(SOON);
        ScriptedCloud other = elsewhere();
        bench.service.on(
                ProvisioningStep.CREDENTIALS,
                Collections.nCopies(5, Reply.code("5.03")).toArray(Reply[]::new));
        joining.failures.clear();

        bench.provisionAgain();
        bench.runFor(Duration.ofMillis(100));
        assertThat(cloud().selected()).isEqualTo(ELSEWHERE);
        int dials = joining.way.dials().size();
        bench.runFor(Duration.ofSeconds(30));
        assertThat(joining.way.dials()).hasSize(dials);
        assertThat(joining.failures).isEmpty();
        bench.runFor(Duration.ofMinutes(5));

        assertThat(other.log()).containsExactly(CloudOperation.SIGN_UP, CloudOperation.SIGN_IN);
        assertThat(joining.cloud.log()).isEmpty();
    }

    @Test
    void does_not_go_on_to_sign_up_once_it_is_told_another_cloud() {
        signUpInVain();
        ScriptedCloud other = elsewhere();
        bench.service.on(
                ProvisioningStep.CREDENTIALS,
                Collections.nCopies(5, Reply.code("5.03")).toArray(Reply[]::new));

        bench.provisionAgain();
        bench.runFor(Duration.ofMillis(100));
        assertThat(cloud().selected()).isEqualTo(ELSEWHERE);
        assertSilentFor(Duration.ofSeconds(30));
        bench.runFor(Duration.ofMinutes(5));

        assertThat(other.log()).containsExactly(CloudOperation.SIGN_UP, CloudOperation.SIGN_IN);
        assertThat(bench.provisioned()).isTrue();
    }

    @Test
    void does_not_go_on_to_sign_up_once_it_has_another_owner() {
        signUpInVain();
        UUID owner = UUID.randomUUID();
        bench.service.on(
                ProvisioningStep.OWNER,
                new Reply.Body(Bytes.copyOf(OwnershipAnswer.CODEC.encode(new OwnershipAnswer(owner)))));
        bench.service.on(
                ProvisioningStep.CLOUD,
                Collections.nCopies(5, Reply.code("5.03")).toArray(Reply[]::new));

        bench.provisionAgain();
        bench.runFor(Duration.ofMillis(100));
        assertThat(bench.device.state().ownership().isOwnedBy(owner)).isTrue();
        assertSilentFor(Duration.ofSeconds(30));
    }

    private void signUpInVain() {
        joining.way.silence(JoiningBench.CLOUD);
        bench.start();
        bench.runFor(SOON);
        assertThat(bench.provisioned()).isTrue();
        assertThat(joining.way.dials()).isNotEmpty();
        assertThat(cloud().registration()).isEmpty();
    }

    private void assertSilentFor(Duration time) {
        joining.failures.clear();
        int dials = joining.way.dials().size();
        bench.runFor(time);
        assertThat(bench.provisioned()).isFalse();
        assertThat(joining.way.dials()).hasSize(dials);
        assertThat(joining.failures).isEmpty();
    }

    private ScriptedCloud elsewhere() {
        ScriptedCloud other = new ScriptedCloud(bench.loop::now);
        joining.way.listen(ELSEWHERE.uri().toString(), other);
        bench.service.on(
                ProvisioningStep.CLOUD,
                Collections.nCopies(9, told("let-me-in", ELSEWHERE)).toArray(Reply[]::new));
        return other;
    }

    private static Reply told(String token, CloudServer selected, CloudServer... all) {
        return new Reply.Body(Bytes.copyOf(CloudConfigurationAnswer.CODEC.encode(new CloudConfigurationAnswer(
                Secret.ofText(token),
                "test provider",
                selected.uri(),
                selected.id(),
                List.of(all),
                Optional.empty()))));
    }
}
