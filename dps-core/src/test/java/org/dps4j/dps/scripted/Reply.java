package org.dps4j.dps.scripted;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiFunction;
import org.dps4j.dps.machine.ResponseCode;
import org.dps4j.dps.transport.StepRequest;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.payload.time.TimeAnswer;

/** What a scripted service does when it is asked. */
public sealed interface Reply {

    /** The right answer. */
    record Right() implements Reply {}

    /** This code and no body, and when to ask again. */
    record Code(ResponseCode code, Optional<Duration> maxAge) implements Reply {}

    /** Nothing. */
    record Silence() implements Reply {}

    /** Closes the connection instead of answering. */
    record Close() implements Reply {}

    /** Success with this body. */
    record Body(Bytes body) implements Reply {}

    /** Success with a body that follows from the request. */
    record Made(BiFunction<RightAnswers, StepRequest, Bytes> body) implements Reply {}

    /** Does this instead of answering. */
    record Instead(Runnable action) implements Reply {}

    /** The right answer, but later. */
    record Late(Duration by) implements Reply {}

    /** The right answer, and the same once more. */
    record Twice() implements Reply {}

    /** The right answer. */
    static Reply right() {
        return new Right();
    }

    /** A code such as 5.03. */
    static Reply code(String code) {
        return new Code(ResponseCode.of(code), Optional.empty());
    }

    /** 5.03, and when to ask again. */
    static Reply unavailableFor(Duration maxAge) {
        return new Code(ResponseCode.of("5.03"), Optional.of(maxAge));
    }

    /** Nothing at all. */
    static Reply silence() {
        return new Silence();
    }

    /** The end of the connection. */
    static Reply close() {
        return new Close();
    }

    /** No body. */
    static Reply empty() {
        return new Body(Bytes.EMPTY);
    }

    /** Bytes that are not CBOR. */
    static Reply unreadable() {
        return new Body(Bytes.ofHex("ffdeadbeef"));
    }

    /** CBOR, but a number where a map must be. */
    static Reply wrongType() {
        return new Body(Bytes.ofHex("1903e8"));
    }

    /** A map without any member. */
    static Reply emptyMap() {
        return new Body(Bytes.ofHex("a0"));
    }

    /** The right answer, {@code by} later. */
    static Reply late(Duration by) {
        return new Late(by);
    }

    /** The right answer, and the same once more. */
    static Reply twice() {
        return new Twice();
    }

    /** Nothing but this, on the service's loop, such as what a network does to a connection. */
    static Reply instead(Runnable action) {
        return new Instead(action);
    }

    /** The right answer, with one more member that sends the device to another service. */
    static Reply redirect(URI to) {
        return new Made((answers, request) -> answers.redirecting(request, to));
    }

    /** The same, once {@code action} is done. */
    static Reply redirectAfter(URI to, Runnable action) {
        return new Made((answers, request) -> {
            action.run();
            return answers.redirecting(request, to);
        });
    }

    /** An identity certificate for a key that is not the device's. */
    static Reply certificateForAnotherKey() {
        return new Made((answers, request) -> answers.identityForAnotherKey(request));
    }

    /** An identity certificate for the device's key and another device's id. */
    static Reply certificateForAnotherDevice() {
        return new Made((answers, request) -> answers.identityForAnotherDevice(request));
    }

    /** An identity certificate that ends at this instant. */
    static Reply certificateUntil(Instant end) {
        return new Made((answers, request) -> answers.identityUntil(request, end));
    }

    /** The right identity certificate, and nothing to judge others by. */
    static Reply withoutTrustAnchor() {
        return new Made(RightAnswers::identityAlone);
    }

    /** Access rules with none in them. */
    static Reply noAccessRules() {
        return new Body(Bytes.ofHex("a16761636c6973743280"));
    }

    /** The right answer without its last byte. */
    static Reply truncated() {
        return new Made((answers, request) -> {
            byte[] right = answers.right(request).toArray();
            return Bytes.copyOf(Arrays.copyOf(right, right.length - 1));
        });
    }

    /** The right answer and a byte more. */
    static Reply withTrailingByte() {
        return new Made((answers, request) -> {
            byte[] right = answers.right(request).toArray();
            return Bytes.copyOf(Arrays.copyOf(right, right.length + 1));
        });
    }

    /** Another time than that of the service's clock. */
    static Reply time(Instant told) {
        return new Body(Bytes.copyOf(TimeAnswer.CODEC.encode(new TimeAnswer(told))));
    }

    /** The right answer, once this is done. */
    static Reply rightAfter(Runnable action) {
        return new Made((answers, request) -> {
            action.run();
            return answers.right(request);
        });
    }
}
