package org.dps4j.dps.scripted;

import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Supplier;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.dps.transport.StepRequest;
import org.dps4j.protocol.Bytes;
import org.dps4j.testkit.pki.TestAuthority;
import org.dps4j.testkit.pki.TestCertificate;
import org.dps4j.testkit.pki.TestPki;

/**
 * A provisioning service that follows a script: for each step first the replies it was given, one per request, then the
 * right answers. {@link ScriptedTransport} reaches it in virtual time, {@link ScriptedServer} puts it behind real TLS.
 * Not thread-safe: it lives on one loop.
 *
 * <pre>{@code
 * service.on(ProvisioningStep.CREDENTIALS, Reply.code("5.03"), Reply.silence());
 * ...
 * assertThat(service.counts()).containsEntry(ProvisioningStep.CREDENTIALS, 3);
 * }</pre>
 */
public final class ScriptedService {

    private static final Map<String, ProvisioningStep> PATHS = Map.of(
            "x.plgd.dev/time", ProvisioningStep.TIME,
            "api/v1/provisioning/ownership", ProvisioningStep.OWNER,
            "api/v1/provisioning/cloud-configuration", ProvisioningStep.CLOUD,
            "api/v1/provisioning/credentials", ProvisioningStep.CREDENTIALS,
            "api/v1/provisioning/acls", ProvisioningStep.ACLS);

    private final TestAuthority root = TestPki.root("Service CA").mint();
    private final Map<ProvisioningStep, Queue<Reply>> script = new EnumMap<>(ProvisioningStep.class);
    private final Map<ProvisioningStep, Integer> counts = new EnumMap<>(ProvisioningStep.class);
    private final Deque<ConnectReply> connects = new ArrayDeque<>();
    private final List<Bytes> links = new ArrayList<>();
    private final RightAnswers answers;
    private TestCertificate certificate = root.server("localhost", "127.0.0.1").mint();
    private Optional<ProvisioningStep> asksAt = Optional.empty();
    private Runnable afterConnect = () -> {};
    private int connections;

    /** A service that tells the time of {@code clock}. */
    public ScriptedService(Supplier<Instant> clock) {
        this.answers = new RightAnswers(clock);
    }

    /** The next requests of {@code step} get these replies, one each, in addition to those given before. */
    public ScriptedService on(ProvisioningStep step, Reply... replies) {
        Collections.addAll(script.computeIfAbsent(step, its -> new ArrayDeque<>()), replies);
        return this;
    }

    /** The next connection attempts end so, one each. */
    public ScriptedService onConnect(ConnectReply... replies) {
        Collections.addAll(connects, replies);
        return this;
    }

    /** From now on connections come up again, whatever was said of the next ones. */
    public void upAgain() {
        connects.clear();
    }

    /** The next connection attempt is judged, and then this is done. */
    public ScriptedService onNextConnect(Runnable action) {
        afterConnect = action;
        return this;
    }

    /** Shows this certificate instead of its own. */
    public ScriptedService showing(TestCertificate another) {
        this.certificate = another;
        return this;
    }

    /** A certificate under this service's authority after that was renewed with the key that it has. */
    public TestCertificate underTheRenewedRoot() {
        KeyPair same = new KeyPair(root.withKey().publicKey(), root.withKey().privateKey());
        return TestPki.root("Service CA")
                .keys(same)
                .validity(TestPki.VALID_FROM.plus(Duration.ofDays(365)), TestPki.VALID_UNTIL)
                .mint()
                .server("localhost")
                .mint();
    }

    /** Asks the device for its links before it answers this step. */
    public ScriptedService askingForLinksAt(ProvisioningStep step) {
        this.asksAt = Optional.of(step);
        return this;
    }

    /** How often each step was asked for. */
    public Map<ProvisioningStep, Integer> counts() {
        return counts;
    }

    /** How many connections came up. */
    public int connections() {
        return connections;
    }

    /** What the device answered when it was asked for its links. */
    public List<Bytes> links() {
        return links;
    }

    /** The right answers of this service. */
    public RightAnswers answers() {
        return answers;
    }

    /** Whom to trust in order to trust this service. */
    public TestAuthority root() {
        return root;
    }

    /** With what it shows itself. */
    public TestCertificate certificate() {
        return certificate;
    }

    void judged() {
        Runnable action = afterConnect;
        afterConnect = () -> {};
        action.run();
    }

    ConnectReply nextConnect() {
        return connects.isEmpty() ? ConnectReply.UP : connects.remove();
    }

    void connected() {
        connections++;
    }

    boolean asksBefore(ProvisioningStep step) {
        return asksAt.filter(step::equals).isPresent();
    }

    static Optional<ProvisioningStep> stepOf(String path) {
        return Optional.ofNullable(PATHS.get(path));
    }

    Reply nextReply(ProvisioningStep step) {
        counts.merge(step, 1, Integer::sum);
        Queue<Reply> left = script.getOrDefault(step, new ArrayDeque<>());
        return left.isEmpty() ? Reply.right() : left.remove();
    }

    Bytes right(ProvisioningStep step, StepRequest request) {
        return answers.to(step, request);
    }
}
