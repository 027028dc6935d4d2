package org.dps4j.gateway.account;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dps4j.gateway.session.Answer;
import org.dps4j.gateway.session.DeviceSession;
import org.dps4j.gateway.session.GatewayResource;
import org.dps4j.gateway.session.RefusedException;
import org.dps4j.gateway.session.Sessions;
import org.dps4j.loop.Loop;
import org.dps4j.protocol.Secret;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.session.SessionAction;
import org.dps4j.protocol.payload.session.SessionRequest;
import org.dps4j.protocol.payload.session.SignInAnswer;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;

/** {@code /oic/sec/session}: sign-in and sign-out (ocf-cloud 3). */
public final class SessionResource extends GatewayResource {

    private final AccountDesk desk;
    private final Sessions sessions;
    private final Loop loop;

    public SessionResource(AccountDesk desk, Sessions sessions, Loop loop) {
        super("session", Access.ACCOUNT);
        this.desk = desk;
        this.sessions = sessions;
        this.loop = loop;
    }

    @Override
    protected CompletionStage<Answer> answer(DeviceSession session, Request request) throws PayloadException {
        if (request.getCode() != Code.POST) {
            throw noSuchMethod(request);
        }
        SessionRequest asked = SessionRequest.CODEC.decode(body(request));
        return asked.action() == SessionAction.SIGN_IN ? signIn(session, asked) : signOut(session, asked);
    }

    private CompletionStage<Answer> signIn(DeviceSession session, SessionRequest asked) {
        UUID deviceId = asked.deviceId().orElseThrow(() -> missing("di"));
        String owner = asked.userId().orElseThrow(() -> missing("uid"));
        Secret access = asked.accessToken().orElseThrow(() -> missing("accesstoken"));
        OwnDevice.require(session, deviceId);
        return desk.signIn(deviceId, owner, access).thenApply(until -> {
            Replay.of(session).forget();
            sessions.signIn(session, owner, until);
            Duration left = Duration.between(loop.now(), until);
            return Answer.of(
                    ResponseCode.CHANGED,
                    SignInAnswer.CODEC.encode(new SignInAnswer(Optional.of(left.isNegative() ? Duration.ZERO : left))));
        });
    }

    private CompletionStage<Answer> signOut(DeviceSession session, SessionRequest asked) {
        Optional<UUID> signedIn = session.owner().map(owner -> session.deviceId());
        UUID deviceId = asked.deviceId().or(() -> signedIn).orElseThrow(() -> missing("di"));
        String owner = asked.userId().or(session::owner).orElseThrow(() -> missing("uid"));
        OwnDevice.require(session, deviceId);
        CompletionStage<UUID> checked;
        if (asked.accessToken().isPresent()) {
            checked = desk.check(deviceId, owner, asked.accessToken().get());
        } else if (session.owner().filter(owner::equals).isPresent()) {
            checked = CompletableFuture.completedFuture(deviceId);
        } else {
            throw missing("accesstoken");
        }
        return checked.thenApply(ignored -> {
            sessions.signOut(session);
            return Answer.of(ResponseCode.CHANGED, new MapWriter().toBytes());
        });
    }

    private static RefusedException missing(String name) {
        return new RefusedException(ResponseCode.BAD_REQUEST, name + ": expected text, found none");
    }
}
