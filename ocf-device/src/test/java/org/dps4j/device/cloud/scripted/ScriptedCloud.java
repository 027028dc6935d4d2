package org.dps4j.device.cloud.scripted;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import org.dps4j.device.cloud.ResponseCode;
import org.dps4j.device.cloud.transport.CloudRequest;
import org.dps4j.device.cloud.transport.CloudResponse;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.Secret;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.account.RefreshAnswer;
import org.dps4j.protocol.payload.account.RefreshRequest;
import org.dps4j.protocol.payload.account.SignOffQuery;
import org.dps4j.protocol.payload.account.SignUpAnswer;
import org.dps4j.protocol.payload.account.SignUpRequest;
import org.dps4j.protocol.payload.directory.PublishAnswer;
import org.dps4j.protocol.payload.directory.PublishRequest;
import org.dps4j.protocol.payload.directory.UnpublishQuery;
import org.dps4j.protocol.payload.link.ResourceLink;
import org.dps4j.protocol.payload.session.SessionAction;
import org.dps4j.protocol.payload.session.SessionRequest;
import org.dps4j.protocol.payload.session.SignInAnswer;

/**
 * A cloud for one device that follows a script: for each operation first the replies it was given, one per request, then
 * what is right. Tokens are checked as a hub checks them, and an error about account, session or refresh closes the
 * connection. Not thread-safe: it lives on one loop.
 */
public final class ScriptedCloud {

    private final Supplier<Instant> clock;
    private final Map<CloudOperation, Queue<CloudReply>> script = new EnumMap<>(CloudOperation.class);
    private final List<CloudOperation> log = new ArrayList<>();
    private final Map<String, Long> directory = new TreeMap<>();
    private String code = "let-me-in";
    private Optional<Duration> lifetime = Optional.of(Duration.ofHours(1));
    private Optional<URI> redirect = Optional.empty();
    private String padding = "";
    private boolean registered;
    private int generation;
    private Instant expiry = Instant.MAX;
    private boolean deaf;
    private int misdeeds;

    /** A cloud that judges tokens by {@code clock}. */
    public ScriptedCloud(Supplier<Instant> clock) {
        this.clock = clock;
    }

    /** The next requests for {@code operation} get these replies, one each, in addition to those given before. */
    public ScriptedCloud on(CloudOperation operation, CloudReply... replies) {
        Collections.addAll(script.computeIfAbsent(operation, its -> new ArrayDeque<>()), replies);
        return this;
    }

    /** How long its tokens are good for; empty for ever. */
    public ScriptedCloud lifetime(Optional<Duration> other) {
        lifetime = other;
        return this;
    }

    /** Where a sign-up or a refresh sends the device. */
    public ScriptedCloud redirect(Optional<URI> other) {
        redirect = other;
        return this;
    }

    /** Makes tokens that do not fit into a query. */
    public ScriptedCloud longTokens() {
        padding = "x".repeat(800);
        return this;
    }

    /** Knows the device no more, nor its tokens. */
    public void forget() {
        registered = false;
        directory.clear();
    }

    /** Knows the device as one that signed up earlier; its tokens are {@code access-0} and {@code refresh-0}. */
    public void remember() {
        registered = true;
    }

    /** Takes another code for the next sign-up. */
    public void expectCode(String other) {
        code = other;
    }

    /** Whether it leaves Pings without a Pong. */
    public void deaf(boolean whether) {
        deaf = whether;
    }

    /** What the device asked for, in order. */
    public List<CloudOperation> log() {
        return log;
    }

    /** What the directory has: paths and instances. */
    public Map<String, Long> directory() {
        return directory;
    }

    /** Whether the device has an account. */
    public boolean isRegistered() {
        return registered;
    }

    /** How many requests it did not answer as a cloud does that is in order. */
    public int misdeeds() {
        return misdeeds;
    }

    boolean isDeaf() {
        return deaf;
    }

    CloudReply next(CloudOperation operation) {
        log.add(operation);
        Queue<CloudReply> left = script.getOrDefault(operation, new ArrayDeque<>());
        CloudReply reply = left.isEmpty() ? CloudReply.right() : left.remove();
        if (!(reply instanceof CloudReply.Right
                || reply instanceof CloudReply.Late
                || reply instanceof CloudReply.Twice)) {
            misdeeds++;
        }
        return reply;
    }

    /** The right answer; {@code session} is that of the connection. */
    CloudResponse answer(CloudOperation operation, CloudRequest request, CloudSession session) {
        try {
            return switch (operation) {
                case SIGN_UP -> signUp(SignUpRequest.CODEC.decode(bodyOf(request)));
                case REFRESH -> refresh(RefreshRequest.CODEC.decode(bodyOf(request)));
                case SIGN_IN -> signIn(SessionRequest.CODEC.decode(bodyOf(request)), session);
                case SIGN_OFF -> signOff(SignOffQuery.ofParts(request.query()), session);
                case PUBLISH -> publish(PublishRequest.CODEC.decode(bodyOf(request)), session);
                case UNPUBLISH -> unpublish(UnpublishQuery.ofParts(request.query()), session);
            };
        } catch (PayloadException e) {
            return code(4, 0);
        }
    }

    private CloudResponse signUp(SignUpRequest request) {
        if (!request.accessToken().revealText().equals(code)) {
            return code(4, 1);
        }
        registered = true;
        grant();
        return changed(
                SignUpAnswer.CODEC.encode(new SignUpAnswer(access(), "user", refreshToken(), redirect, lifetime)));
    }

    private CloudResponse refresh(RefreshRequest request) {
        if (!registered || !request.refreshToken().equals(refreshToken())) {
            return code(4, 1);
        }
        grant();
        return changed(RefreshAnswer.CODEC.encode(new RefreshAnswer(access(), refreshToken(), redirect, lifetime)));
    }

    private void grant() {
        generation++;
        expiry = lifetime.filter(ScriptedCloud::isOfThisWorld)
                .map(clock.get()::plus)
                .orElse(Instant.MAX);
    }

    private static boolean isOfThisWorld(Duration time) {
        return !time.isNegative() && time.compareTo(Duration.ofDays(36_500)) < 0;
    }

    private CloudResponse signIn(SessionRequest request, CloudSession session) {
        if (!isValid(request.accessToken())) {
            return code(4, 1);
        }
        session.signedIn(request.action() == SessionAction.SIGN_IN);
        return changed(SignInAnswer.CODEC.encode(new SignInAnswer(
                lifetime.map(time -> expiry.equals(Instant.MAX) ? time : Duration.between(clock.get(), expiry)))));
    }

    private CloudResponse signOff(SignOffQuery query, CloudSession session) {
        if (!session.isSignedIn() && !isValid(query.accessToken())) {
            return code(4, query.accessToken().isEmpty() ? 0 : 1);
        }
        forget();
        return new CloudResponse(new ResponseCode(2, 2), Bytes.EMPTY, "");
    }

    private CloudResponse publish(PublishRequest request, CloudSession session) {
        if (!session.isSignedIn()) {
            return code(4, 1);
        }
        List<ResourceLink> links =
                request.links().stream().map(ScriptedCloud::withInstance).toList();
        links.forEach(link -> directory.put(link.href(), link.instance().orElseThrow()));
        return changed(PublishAnswer.CODEC.encode(
                new PublishAnswer(Optional.of(request.deviceId()), Optional.of(request.timeToLive()), links)));
    }

    private CloudResponse unpublish(UnpublishQuery query, CloudSession session) {
        if (!session.isSignedIn()) {
            return code(4, 1);
        }
        boolean matched = directory.values().removeIf(query.instances()::contains);
        return matched ? new CloudResponse(new ResponseCode(2, 2), Bytes.EMPTY, "") : code(4, 0);
    }

    private boolean isValid(Optional<Secret> token) {
        return registered
                && token.filter(access()::equals).isPresent()
                && clock.get().isBefore(expiry);
    }

    private Secret access() {
        return Secret.ofText("access-" + generation + padding);
    }

    private Secret refreshToken() {
        return Secret.ofText("refresh-" + generation + padding);
    }

    private static ResourceLink withInstance(ResourceLink link) {
        CRC32 crc = new CRC32();
        crc.update(link.href().getBytes(StandardCharsets.UTF_8));
        return new ResourceLink(
                link.anchor(),
                link.href(),
                link.resourceTypes(),
                link.interfaces(),
                link.policy(),
                link.endpoints(),
                link.relations(),
                OptionalLong.of(crc.getValue()));
    }

    private static byte[] bodyOf(CloudRequest request) {
        return request.body().orElse(Bytes.EMPTY).toArray();
    }

    static CloudResponse code(int category, int detail) {
        return new CloudResponse(new ResponseCode(category, detail), Bytes.EMPTY, "because");
    }

    static CloudResponse changed(byte[] body) {
        return new CloudResponse(new ResponseCode(2, 4), Bytes.copyOf(body), "");
    }
}
