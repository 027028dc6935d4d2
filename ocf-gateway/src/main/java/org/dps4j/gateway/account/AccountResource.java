package org.dps4j.gateway.account;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dps4j.gateway.session.Answer;
import org.dps4j.gateway.session.DeviceSession;
import org.dps4j.gateway.session.GatewayResource;
import org.dps4j.gateway.session.RefusedException;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.account.SignOffQuery;
import org.dps4j.protocol.payload.account.SignUpAnswer;
import org.dps4j.protocol.payload.account.SignUpRequest;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;

/** {@code /oic/sec/account}: sign-up and sign-off (ocf-cloud 2). */
public final class AccountResource extends GatewayResource {

    private final AccountDesk desk;
    private final AccountRules rules;

    public AccountResource(AccountDesk desk, AccountRules rules) {
        super("account", Access.ACCOUNT);
        this.desk = desk;
        this.rules = rules;
    }

    @Override
    protected CompletionStage<Answer> answer(DeviceSession session, Request request) throws PayloadException {
        return switch (request.getCode()) {
            case POST -> signUp(session, SignUpRequest.CODEC.decode(body(request)));
            case DELETE ->
                signOff(session, SignOffQuery.ofParts(request.getOptions().getUriQuery()));
            default -> throw noSuchMethod(request);
        };
    }

    private CompletionStage<Answer> signUp(DeviceSession session, SignUpRequest request) {
        OwnDevice.require(session, request.deviceId());
        rules.requireKnown(request.authorizationProvider());
        Replay replay = Replay.of(session);
        Optional<Answer> before = replay.signUp(request.accessToken());
        if (before.isPresent()) {
            return CompletableFuture.completedFuture(before.get());
        }
        return desk.signUp(request.accessToken(), request.deviceId()).thenApply(tokens -> {
            Answer answer = Answer.of(
                    ResponseCode.CHANGED,
                    SignUpAnswer.CODEC.encode(new SignUpAnswer(
                            tokens.access(),
                            tokens.owner(),
                            tokens.refresh(),
                            Optional.empty(),
                            Optional.of(tokens.lifetime()))));
            replay.keepSignUp(request.accessToken(), answer);
            return answer;
        });
    }

    /** What the query leaves out is taken from the session. */
    private CompletionStage<Answer> signOff(DeviceSession session, SignOffQuery query) {
        Optional<UUID> signedIn = session.owner().map(owner -> session.deviceId());
        UUID deviceId = query.deviceId().or(() -> signedIn).orElseThrow(() -> missing("di"));
        String owner = query.userId().or(session::owner).orElseThrow(() -> missing("uid"));
        OwnDevice.require(session, deviceId);
        CompletionStage<Boolean> gone;
        if (query.accessToken().isPresent()) {
            gone = desk.signOff(deviceId, owner, query.accessToken().get());
        } else if (session.owner().filter(owner::equals).isPresent()) {
            gone = desk.remove(deviceId);
        } else if (session.owner().isPresent()) {
            throw new RefusedException(ResponseCode.UNAUTHORIZED, "the device is not registered for this uid");
        } else {
            throw missing("accesstoken");
        }
        return gone.thenApply(known -> Answer.of(ResponseCode.DELETED));
    }

    private static RefusedException missing(String name) {
        return new RefusedException(
                ResponseCode.BAD_REQUEST, "expected " + name + " in the query of a device that is not signed in");
    }
}
