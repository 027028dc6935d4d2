package org.dps4j.dps;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.machine.Failure;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.dps.scripted.ConnectReply;
import org.dps4j.dps.scripted.Reply;
import org.dps4j.protocol.Bytes;
import org.dps4j.testkit.pki.TestCertificate;
import org.dps4j.testkit.pki.TestPki;

/** What goes wrong once while a device is provisioned: on the way to the service, at the service, in the device. */
enum StepFault {
    NOBODY_LISTENS(connect(ConnectReply.REFUSED)),
    NAME_NOT_FOUND(connect(ConnectReply.NAME_NOT_FOUND)),
    CONNECT_TIMEOUT(connect(ConnectReply.TIMED_OUT)),
    DEVICE_NOT_TRUSTED(connect(ConnectReply.DEVICE_NOT_TRUSTED)),
    SERVICE_OF_ANOTHER_CA((bench, step) -> showOnce(
            bench, step, TestPki.root("Somebody").mint().server("localhost").mint())),
    CA_RENEWED_WITH_ANOTHER_KEY((bench, step) -> showOnce(
            bench, step, TestPki.root("Service CA").mint().server("localhost").mint())),
    CA_RENEWED_WITH_THE_SAME_KEY((bench, step) -> atStep(bench, step, () -> {
        bench.transport.cut();
        bench.service.showing(bench.service.underTheRenewedRoot());
    })),
    SERVICE_CERTIFICATE_EXPIRED((bench, step) -> showOnce(
            bench, step, bench.service.root().server("localhost").expired().mint())),
    SERVICE_CERTIFICATE_CHANGED((bench, step) -> atStep(bench, step, () -> {
        bench.transport.cut();
        bench.service.showing(bench.service.root().server("localhost").mint());
    })),
    CLOSED_BEFORE_THE_REQUEST((bench, step) -> atStep(bench, step, bench.transport::cut)),
    CLOSED_INSTEAD_OF_AN_ANSWER(reply(Reply.close())),
    HALF_CLOSED(ends(new Failure.ConnectionLost("the peer closed the connection"))),
    RESET(ends(new Failure.ConnectionLost("reset by the peer"))),
    RESET_IN_THE_MIDDLE_OF_A_RECORD(ends(new Failure.ConnectionLost("the connection was cut: Connection reset"))),
    OVERSIZED_FRAME(ends(new Failure.UnreadableAnswer("", "a CoAP message of bounded size", "2147483917 bytes"))),
    SILENCE(reply(Reply.silence())),
    DELAY(reply(Reply.late(Duration.ofSeconds(3)))),
    ANSWER_TOO_LATE(reply(Reply.late(Duration.ofSeconds(11)))),
    ANSWER_TWICE(reply(Reply.twice())),
    ANSWER_TO_ANOTHER_TOKEN(reply(Reply.silence())),
    CODE_2_31(reply(Reply.code("2.31"))),
    CODE_3_00(reply(Reply.code("3.00"))),
    CODE_4_00(reply(Reply.code("4.00"))),
    CODE_4_01(reply(Reply.code("4.01"))),
    CODE_4_03(reply(Reply.code("4.03"))),
    CODE_4_04(reply(Reply.code("4.04"))),
    CODE_4_13(reply(Reply.code("4.13"))),
    CODE_4_29(reply(Reply.code("4.29"))),
    CODE_5_00(reply(Reply.code("5.00"))),
    CODE_5_02(reply(Reply.code("5.02"))),
    CODE_5_03(reply(Reply.code("5.03"))),
    CODE_5_04(reply(Reply.code("5.04"))),
    CODE_7_31(reply(Reply.code("7.31"))),
    EMPTY_PAYLOAD(reply(Reply.empty())),
    EMPTY_MAP(reply(Reply.emptyMap())),
    WRONG_TYPE(reply(Reply.wrongType())),
    UNREADABLE_CBOR(reply(Reply.unreadable())),
    TRUNCATED_CBOR((bench, step) -> bench.service.on(step, Reply.truncated())),
    TRAILING_BYTES((bench, step) -> bench.service.on(step, Reply.withTrailingByte())),
    OVERSIZED_PAYLOAD(reply(new Reply.Body(Bytes.copyOf(new byte[60_000])))),
    CERTIFICATE_FOR_ANOTHER_KEY(reply(Reply.certificateForAnotherKey()), ProvisioningStep.CREDENTIALS),
    CERTIFICATE_FOR_ANOTHER_DEVICE(reply(Reply.certificateForAnotherDevice()), ProvisioningStep.CREDENTIALS),
    CERTIFICATE_EXPIRED((bench, step) -> issue(bench, Duration.ofSeconds(-60)), ProvisioningStep.CREDENTIALS),
    CERTIFICATE_ABOUT_TO_EXPIRE((bench, step) -> issue(bench, Duration.ofSeconds(60)), ProvisioningStep.CREDENTIALS),
    IDENTITY_CA_RENEWED(
            (bench, step) -> bench.service.on(step, Reply.rightAfter(bench.service.answers()::renewAuthority)),
            ProvisioningStep.CREDENTIALS),
    NO_ACCESS_RULES(reply(Reply.noAccessRules()), ProvisioningStep.ACLS),
    REDIRECT_TO_NO_SERVICE(reply(Reply.redirect(URI.create("https://example.test/"))), redirecting()),
    REDIRECT_TO_A_DEAD_SERVICE(reply(Reply.redirect(DpsEndpoint.of(Bench.SECOND).uri())), redirecting()),
    STORE_CANNOT_BE_WRITTEN((bench, step) -> bench.service.on(step, Reply.rightAfter(() -> bench.store.failures = 1)));

    /** Has something go wrong at a step. */
    private interface Arming {
        void arm(Bench bench, ProvisioningStep step);
    }

    private final Arming arming;
    private final Set<ProvisioningStep> steps;

    StepFault(Arming arming, ProvisioningStep... steps) {
        this.arming = arming;
        this.steps = steps.length == 0 ? EnumSet.allOf(ProvisioningStep.class) : EnumSet.copyOf(Arrays.asList(steps));
    }

    /** Its name on the page. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ').replaceAll("(\\d) (\\d\\d)", "$1.$2");
    }

    /** Whether there is such a fault at {@code step}. */
    boolean canBeAt(ProvisioningStep step) {
        return steps.contains(step);
    }

    /** Has it happen the next time that the step is attempted. */
    void arm(Bench bench, ProvisioningStep step) {
        arming.arm(bench, step);
    }

    private static ProvisioningStep[] redirecting() {
        return new ProvisioningStep[] {ProvisioningStep.CLOUD, ProvisioningStep.CREDENTIALS, ProvisioningStep.ACLS};
    }

    private static Arming reply(Reply reply) {
        return (bench, step) -> bench.service.on(step, reply);
    }

    private static Arming ends(Failure failure) {
        return (bench, step) -> bench.service.on(step, Reply.instead(() -> bench.transport.end(failure)));
    }

    private static Arming connect(ConnectReply reply) {
        return (bench, step) -> atStep(bench, step, () -> {
            bench.transport.cut();
            bench.service.onConnect(reply);
        });
    }

    private static void issue(Bench bench, Duration left) {
        bench.service.on(
                ProvisioningStep.CREDENTIALS,
                Reply.certificateUntil(bench.loop.now().plus(left)));
    }

    private static void showOnce(Bench bench, ProvisioningStep step, TestCertificate shown) {
        TestCertificate right = bench.service.certificate();
        atStep(bench, step, () -> {
            bench.transport.cut();
            bench.service.showing(shown).onNextConnect(() -> bench.service.showing(right));
        });
    }

    private static void atStep(Bench bench, ProvisioningStep awaited, Runnable action) {
        bench.client.addListener(new DpsListener() {
            private Optional<Runnable> left = Optional.of(action);

            @Override
            public void onStepStarted(ProvisioningStep step, int attempt, DpsEndpoint endpoint) {
                if (step == awaited) {
                    Optional<Runnable> now = left;
                    left = Optional.empty();
                    now.ifPresent(Runnable::run);
                }
            }
        });
    }
}
