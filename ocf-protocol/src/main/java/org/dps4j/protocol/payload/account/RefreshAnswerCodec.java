package org.dps4j.protocol.payload.account;

import org.dps4j.protocol.Secret;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.PayloadCodec;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.token.Lifetime;

/** Tokens and {@code expiresin}, and {@code redirecturi} if there is one; others are ignored. */
final class RefreshAnswerCodec implements PayloadCodec<RefreshAnswer> {

    @Override
    public byte[] encode(RefreshAnswer value) {
        MapWriter members = new MapWriter()
                .text(AccountMembers.ACCESS_TOKEN, value.accessToken().revealText())
                .text(AccountMembers.REFRESH_TOKEN, value.refreshToken().revealText())
                .value(Lifetime.NAME, Lifetime.write(value.expiresIn()));
        value.redirect().ifPresent(redirect -> members.text(AccountMembers.REDIRECT, redirect.toString()));
        return members.toBytes();
    }

    @Override
    public RefreshAnswer decode(byte[] body) throws PayloadException {
        MapReader members = MapReader.of(body);
        return new RefreshAnswer(
                Secret.ofText(members.word(AccountMembers.ACCESS_TOKEN)),
                Secret.ofText(members.word(AccountMembers.REFRESH_TOKEN)),
                members.optionalAddress(AccountMembers.REDIRECT),
                Lifetime.read(members));
    }
}
