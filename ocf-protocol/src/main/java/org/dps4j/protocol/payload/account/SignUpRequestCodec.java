package org.dps4j.protocol.payload.account;

import org.dps4j.protocol.Secret;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.PayloadCodec;
import org.dps4j.protocol.payload.PayloadException;

/**
 * The members {@code di}, {@code authprovider}, {@code uid}, {@code accesstoken}, which older devices call
 * {@code authcode}, and {@code devicetype}, which always says {@code device}; further ones are ignored.
 */
final class SignUpRequestCodec implements PayloadCodec<SignUpRequest> {

    private static final String OLDER_ACCESS_TOKEN = "authcode";
    private static final String DEVICE_TYPE = "devicetype";

    @Override
    public byte[] encode(SignUpRequest value) {
        MapWriter members = new MapWriter().uuid(AccountMembers.DEVICE_ID, value.deviceId());
        value.authorizationProvider().ifPresent(provider -> members.text(AccountMembers.PROVIDER, provider));
        value.userId().ifPresent(user -> members.text(AccountMembers.USER_ID, user));
        return members.text(AccountMembers.ACCESS_TOKEN, value.accessToken().revealText())
                .text(DEVICE_TYPE, "device")
                .toBytes();
    }

    @Override
    public SignUpRequest decode(byte[] body) throws PayloadException {
        MapReader members = MapReader.of(body);
        boolean older = !members.has(AccountMembers.ACCESS_TOKEN) && members.has(OLDER_ACCESS_TOKEN);
        var unused = members.optionalText(DEVICE_TYPE);
        return new SignUpRequest(
                members.uuid(AccountMembers.DEVICE_ID),
                members.optionalText(AccountMembers.PROVIDER),
                Secret.ofText(members.word(older ? OLDER_ACCESS_TOKEN : AccountMembers.ACCESS_TOKEN)),
                members.optionalText(AccountMembers.USER_ID));
    }
}
