package org.dps4j.device.cloud.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dps4j.device.cloud.scripted.CloudOperation.PUBLISH;
import static org.dps4j.device.cloud.scripted.CloudOperation.REFRESH;
import static org.dps4j.device.cloud.scripted.CloudOperation.SIGN_IN;
import static org.dps4j.device.cloud.scripted.CloudOperation.SIGN_UP;

import java.time.Instant;
import java.util.stream.Stream;
import org.dps4j.device.cloud.CloudFailure;
import org.dps4j.device.cloud.scripted.CloudOperation;
import org.dps4j.device.cloud.scripted.RawCloud;
import org.dps4j.device.cloud.scripted.ScriptedCloud;
import org.dps4j.testkit.leak.LeakCheck;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A cloud that does to each request what no cloud should, over a real socket; the device is online in the end. */
@Timeout(60)
@ExtendWith(LeakCheck.class)
class HostileCloudIT {

    private static final int TEN_MEGABYTES = 10 * 1024 * 1024;

    private final ScriptedCloud script = new ScriptedCloud(() -> Instant.EPOCH);

    private CloudFixture device(RawCloud cloud, CloudOperation operation) throws Exception {
        return device(cloud, operation, CloudFixture.PATIENT);
    }

    private CloudFixture device(RawCloud cloud, CloudOperation operation, CloudSettings settings) throws Exception {
        if (operation == REFRESH) {
            script.remember();
            return CloudFixture.returning(cloud.uri(), settings).start();
        }
        return new CloudFixture(cloud.uri(), settings).start();
    }

    private RawCloud cloud() {
        return new RawCloud(
                script, CloudFixture.ROOT.identity(CloudFixture.CLOUD).mint());
    }

    private void assertOnline(RawCloud cloud, CloudFixture device) {
        cloud.serveThrough(PUBLISH);
        device.awaitOnline();
        assertThat(script.directory()).containsKeys("/oic/d", "/light/1");
    }

    @ParameterizedTest
    @EnumSource(
            value = CloudOperation.class,
            names = {"SIGN_UP", "REFRESH", "SIGN_IN", "PUBLISH"})
    void an_answer_that_announces_ten_megabytes_ends_the_connection(CloudOperation operation) throws Exception {
        try (RawCloud cloud = cloud();
                CloudFixture device = device(cloud, operation)) {
            cloud.serveUntil(operation);

            cloud.announce(TEN_MEGABYTES);

            cloud.peer().awaitEnding();
            cloud.hangUp();
            assertThat(device.awaitFailure(CloudFailure.ConnectionLost.class).describe())
                    .contains("65536");
            assertOnline(cloud, device);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = CloudOperation.class,
            names = {"SIGN_UP", "REFRESH", "SIGN_IN", "PUBLISH"})
    void an_answer_of_ten_megabytes_is_not_read(CloudOperation operation) throws Exception {
        try (RawCloud cloud = cloud();
                CloudFixture device = device(cloud, operation)) {
            cloud.serveUntil(operation);

            cloud.flood(TEN_MEGABYTES);

            cloud.hangUp();
            device.awaitFailure(CloudFailure.ConnectionLost.class);
            assertOnline(cloud, device);
        }
    }

    static Stream<Arguments> unreadable_answers() {
        return Stream.of(SIGN_UP, REFRESH, SIGN_IN, PUBLISH)
                .flatMap(operation -> Stream.of("", "ff", "a0ff", "9f", "bf6161", "a16b616363657373746f6b656e01")
                        .map(body -> Arguments.of(operation, body)));
    }

    @ParameterizedTest
    @MethodSource("unreadable_answers")
    void an_answer_that_cannot_be_read_is_asked_for_again(CloudOperation operation, String body) throws Exception {
        try (RawCloud cloud = cloud();
                CloudFixture device = device(cloud, operation)) {
            cloud.serveUntil(operation);

            cloud.answerWith(body);

            device.awaitFailure(CloudFailure.UnusableAnswer.class);
            if (operation != PUBLISH) {
                cloud.peer().awaitEnding();
                cloud.hangUp();
            }
            assertOnline(cloud, device);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = CloudOperation.class,
            names = {"SIGN_UP", "REFRESH", "SIGN_IN", "PUBLISH"})
    void a_connection_that_the_cloud_closes_instead_of_an_answer_is_opened_again(CloudOperation operation)
            throws Exception {
        try (RawCloud cloud = cloud();
                CloudFixture device = device(cloud, operation)) {
            cloud.serveUntil(operation);

            cloud.hangUp();

            device.awaitFailure(CloudFailure.ConnectionLost.class);
            assertOnline(cloud, device);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = CloudOperation.class,
            names = {"SIGN_UP", "REFRESH", "SIGN_IN", "PUBLISH"})
    void a_connection_that_is_half_open_is_left_after_the_timeout(CloudOperation operation) throws Exception {
        try (RawCloud cloud = cloud();
                CloudFixture device = device(cloud, operation, CloudFixture.HASTY)) {
            cloud.serveUntil(operation);

            CloudFailure.NoAnswer silence = device.awaitFailure(CloudFailure.NoAnswer.class);

            assertThat(silence.within()).isPositive();
            if (operation != PUBLISH) {
                cloud.peer().awaitEnding();
                cloud.hangUp();
            }
            assertOnline(cloud, device);
        }
    }
}
