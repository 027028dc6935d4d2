package org.dps4j.gateway.account;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dps4j.gateway.session.Answer;
import org.dps4j.gateway.session.DeviceSession;
import org.dps4j.gateway.session.GatewayResource;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.account.RefreshAnswer;
import org.dps4j.protocol.payload.account.RefreshRequest;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;

/** {@code /oic/sec/tokenrefresh}: the next access token for a refresh token (ocf-cloud 4). */
public final class RefreshResource extends GatewayResource {

    private final AccountDesk desk;
    private final AccountRules rules;

    public RefreshResource(AccountDesk desk, AccountRules rules) {
        super("tokenrefresh", Access.ACCOUNT);
        this.desk = desk;
        this.rules = rules;
    }

    @Override
    protected CompletionStage<Answer> answer(DeviceSession session, Request request) throws PayloadException {
        if (request.getCode() != Code.POST) {
            throw noSuchMethod(request);
        }
        RefreshRequest asked = RefreshRequest.CODEC.decode(body(request));
        OwnDevice.require(session, asked.deviceId());
        if (asked.authorizationProvider().isPresent()) {
            rules.requireKnown(asked.authorizationProvider());
        }
        Replay replay = Replay.of(session);
        Optional<Answer> before = replay.refresh(asked.refreshToken());
        if (before.isPresent()) {
            return CompletableFuture.completedFuture(before.get());
        }
        return desk.refresh(asked.deviceId(), asked.userId(), asked.refreshToken())
                .thenApply(tokens -> {
                    Answer answer = Answer.of(
                            ResponseCode.CHANGED,
                            RefreshAnswer.CODEC.encode(new RefreshAnswer(
                                    tokens.access(),
                                    tokens.refresh(),
                                    Optional.empty(),
                                    Optional.of(tokens.lifetime()))));
                    replay.keepRefresh(asked.refreshToken(), answer);
                    return answer;
                });
    }
}
