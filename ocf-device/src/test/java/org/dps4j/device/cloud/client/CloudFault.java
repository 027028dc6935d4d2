package org.dps4j.device.cloud.client;

import static org.dps4j.device.cloud.client.CloudMoment.ONLINE;
import static org.dps4j.device.cloud.client.CloudMoment.PUBLISH;
import static org.dps4j.device.cloud.client.CloudMoment.REFRESH;
import static org.dps4j.device.cloud.client.CloudMoment.SIGN_IN;
import static org.dps4j.device.cloud.client.CloudMoment.SIGN_UP;
import static org.dps4j.device.cloud.client.CloudMoment.UNPUBLISH;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.dps4j.device.cloud.CloudFailure;
import org.dps4j.device.cloud.scripted.CloudReply;

/** What goes wrong once between a device and its cloud: on the way, at the cloud, in the device. */
enum CloudFault {
    NOBODY_LISTENS(connect(new CloudFailure.Unreachable("connection refused")), dialling()),
    NAME_NOT_FOUND(connect(new CloudFailure.Unreachable("nobody has this name")), dialling()),
    CLOUD_NOT_TRUSTED(connect(new CloudFailure.Untrusted("another authority")), dialling()),
    DEVICE_NOT_TRUSTED(connect(new CloudFailure.Untrusted("the cloud refused our certificate")), dialling()),
    CONNECTION_CUT((bench, moment) -> bench.transport.cut(), ONLINE),
    NO_PONG(
            (bench, moment) -> {
                bench.cloud.deaf(true);
                bench.loop.schedule(Duration.ofSeconds(80), () -> bench.cloud.deaf(false));
            },
            ONLINE),
    CLOSED_INSTEAD_OF_AN_ANSWER(reply(CloudReply.drop()), asking()),
    HALF_CLOSED(reply(CloudReply.drop("the peer closed the connection")), asking()),
    RESET_IN_THE_MIDDLE_OF_A_RECORD(reply(CloudReply.drop("the connection was cut: Connection reset")), asking()),
    SILENCE(reply(CloudReply.silence()), asking()),
    DELAY(reply(new CloudReply.Late(Duration.ofSeconds(1))), asking()),
    ANSWER_TOO_LATE(reply(new CloudReply.Late(Duration.ofSeconds(3))), asking()),
    ANSWER_TWICE(reply(CloudReply.twice()), asking()),
    ANSWER_TO_ANOTHER_TOKEN(reply(CloudReply.silence()), asking()),
    CODE_2_31(reply(CloudReply.code("2.31")), asking()),
    CODE_3_00(reply(CloudReply.code("3.00")), asking()),
    CODE_4_00(reply(CloudReply.code("4.00")), answering()),
    CODE_4_01(reply(CloudReply.code("4.01")), asking()),
    CODE_4_03(reply(CloudReply.code("4.03")), asking()),
    CODE_4_04(reply(CloudReply.code("4.04")), answering()),
    CODE_4_29(reply(CloudReply.code("4.29")), asking()),
    CODE_5_00(reply(CloudReply.code("5.00")), asking()),
    CODE_5_02(reply(CloudReply.code("5.02")), asking()),
    CODE_5_03(reply(CloudReply.code("5.03")), asking()),
    CODE_5_04(reply(CloudReply.code("5.04")), asking()),
    CODE_7_31(reply(CloudReply.code("7.31")), asking()),
    EMPTY_PAYLOAD(reply(CloudReply.body("")), answering()),
    EMPTY_MAP(reply(CloudReply.body("a0")), SIGN_UP, REFRESH, PUBLISH),
    WRONG_TYPE(reply(CloudReply.body("1903e8")), answering()),
    UNREADABLE_CBOR(reply(CloudReply.body("ffdeadbeef")), answering()),
    OVERSIZED_PAYLOAD(reply(CloudReply.body("00".repeat(60_000))), answering()),
    REDIRECT_TO_NO_CLOUD((bench, moment) -> redirectOnce(bench, "https://example.test"), SIGN_UP, REFRESH),
    REDIRECT_TO_A_DEAD_CLOUD((bench, moment) -> redirectOnce(bench, CloudBench.SECOND), SIGN_UP, REFRESH),
    STORE_CANNOT_BE_WRITTEN((bench, moment) -> bench.store.failures = 1, SIGN_UP, REFRESH);

    /** Has something go wrong at a moment. */
    private interface Arming {
        void arm(CloudBench bench, CloudMoment moment);
    }

    private final Arming arming;
    private final Set<CloudMoment> moments;

    CloudFault(Arming arming, CloudMoment... moments) {
        this.arming = arming;
        this.moments = EnumSet.copyOf(Arrays.asList(moments));
    }

    /** Its name on the page. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ').replaceAll("(\\d) (\\d\\d)", "$1.$2");
    }

    /** Whether there is such a fault at {@code moment}. */
    boolean canBeAt(CloudMoment moment) {
        return moments.contains(moment);
    }

    /** Has it happen the next time. */
    void arm(CloudBench bench, CloudMoment moment) {
        arming.arm(bench, moment);
    }

    private static CloudMoment[] asking() {
        return new CloudMoment[] {SIGN_UP, SIGN_IN, REFRESH, PUBLISH, UNPUBLISH};
    }

    /** Where it is a fault: to who takes links back, each of them says that they are gone. */
    private static CloudMoment[] answering() {
        return new CloudMoment[] {SIGN_UP, SIGN_IN, REFRESH, PUBLISH};
    }

    private static CloudMoment[] dialling() {
        return new CloudMoment[] {SIGN_UP, SIGN_IN, REFRESH, ONLINE};
    }

    private static Arming reply(CloudReply reply) {
        return (bench, moment) -> bench.cloud.on(moment.operation().orElseThrow(), reply);
    }

    private static Arming connect(CloudFailure failure) {
        return (bench, moment) -> {
            if (moment == ONLINE) {
                bench.transport.cut();
            }
            bench.transport.onConnect(failure);
        };
    }

    private static void redirectOnce(CloudBench bench, String to) {
        bench.cloud.redirect(Optional.of(URI.create(to)));
        bench.loop.schedule(Duration.ofSeconds(1), () -> bench.cloud.redirect(Optional.empty()));
    }
}
