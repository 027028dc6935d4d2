package org.dps4j.protocol.payload.account;

import java.net.URI;
import org.dps4j.protocol.Secret;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.PayloadCodec;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.token.Lifetime;

/** Tokens, {@code uid}, {@code redirecturi}, which is empty for none, and {@code expiresin}; others are ignored. */
final class SignUpAnswerCodec implements PayloadCodec<SignUpAnswer> {

    @Override
    public byte[] encode(SignUpAnswer value) {
        return new MapWriter()
                .text(AccountMembers.ACCESS_TOKEN, value.accessToken().revealText())
                .text(AccountMembers.USER_ID, value.userId())
                .text(AccountMembers.REFRESH_TOKEN, value.refreshToken().revealText())
                .text(
                        AccountMembers.REDIRECT,
                        value.redirect().map(URI::toString).orElse(""))
                .value(Lifetime.NAME, Lifetime.write(value.expiresIn()))
                .toBytes();
    }

    @Override
    public SignUpAnswer decode(byte[] body) throws PayloadException {
        MapReader members = MapReader.of(body);
        return new SignUpAnswer(
                Secret.ofText(members.word(AccountMembers.ACCESS_TOKEN)),
                members.word(AccountMembers.USER_ID),
                Secret.ofText(members.word(AccountMembers.REFRESH_TOKEN)),
                members.optionalAddress(AccountMembers.REDIRECT),
                Lifetime.read(members));
    }
}
