package org.dps4j.protocol.payload.session;

import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.PayloadCodec;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.token.Lifetime;

/** The member {@code expiresin}; further ones are ignored. */
final class SignInAnswerCodec implements PayloadCodec<SignInAnswer> {

    @Override
    public byte[] encode(SignInAnswer value) {
        return new MapWriter()
                .value(Lifetime.NAME, Lifetime.write(value.expiresIn()))
                .toBytes();
    }

    @Override
    public SignInAnswer decode(byte[] body) throws PayloadException {
        return new SignInAnswer(Lifetime.read(MapReader.of(body)));
    }
}
