package org.dps4j.protocol.payload.account;

import org.dps4j.protocol.Secret;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.PayloadCodec;
import org.dps4j.protocol.payload.PayloadException;

/**
 * The members {@code uid}, {@code di}, {@code authprovider}, {@code refreshtoken} and {@code granttype}, which always
 * says {@code refresh_token}; further ones are ignored.
 */
final class RefreshRequestCodec implements PayloadCodec<RefreshRequest> {

    private static final String GRANT_TYPE = "granttype";

    @Override
    public byte[] encode(RefreshRequest value) {
        MapWriter members = new MapWriter()
                .text(AccountMembers.USER_ID, value.userId())
                .uuid(AccountMembers.DEVICE_ID, value.deviceId());
        value.authorizationProvider().ifPresent(provider -> members.text(AccountMembers.PROVIDER, provider));
        return members.text(GRANT_TYPE, "refresh_token")
                .text(AccountMembers.REFRESH_TOKEN, value.refreshToken().revealText())
                .toBytes();
    }

    @Override
    public RefreshRequest decode(byte[] body) throws PayloadException {
        MapReader members = MapReader.of(body);
        var unused = members.optionalText(GRANT_TYPE);
        return new RefreshRequest(
                members.word(AccountMembers.USER_ID),
                members.uuid(AccountMembers.DEVICE_ID),
                members.optionalText(AccountMembers.PROVIDER),
                Secret.ofText(members.word(AccountMembers.REFRESH_TOKEN)));
    }
}
