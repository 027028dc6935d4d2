package org.dps4j.protocol.payload.session;

import java.util.Optional;
import java.util.UUID;
import org.dps4j.protocol.Secret;
import org.dps4j.protocol.cbor.CborValue;
import org.dps4j.protocol.cbor.CborValue.CborSimple;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.PayloadCodec;
import org.dps4j.protocol.payload.PayloadException;

/** The members {@code uid}, {@code di}, {@code accesstoken} and {@code login}; further ones are ignored. */
final class SessionRequestCodec implements PayloadCodec<SessionRequest> {

    private static final String USER_ID = "uid";
    private static final String DEVICE_ID = "di";
    private static final String ACCESS_TOKEN = "accesstoken";
    private static final String LOGIN = "login";

    @Override
    public byte[] encode(SessionRequest value) {
        MapWriter members = new MapWriter();
        value.userId().ifPresent(user -> members.text(USER_ID, user));
        value.deviceId().ifPresent(device -> members.uuid(DEVICE_ID, device));
        value.accessToken().ifPresent(token -> members.text(ACCESS_TOKEN, token.revealText()));
        return members.value(LOGIN, value.action() == SessionAction.SIGN_IN ? CborSimple.TRUE : CborSimple.FALSE)
                .toBytes();
    }

    @Override
    public SessionRequest decode(byte[] body) throws PayloadException {
        MapReader members = MapReader.of(body);
        SessionAction action = action(members);
        Optional<String> user = word(members, USER_ID, action);
        Optional<UUID> device =
                word(members, DEVICE_ID, action).isPresent() ? Optional.of(members.uuid(DEVICE_ID)) : Optional.empty();
        return new SessionRequest(
                user, device, word(members, ACCESS_TOKEN, action).map(Secret::ofText), action);
    }

    private static SessionAction action(MapReader members) throws PayloadException {
        CborValue login = members.value(LOGIN);
        if (login == CborSimple.TRUE || login == CborSimple.FALSE) {
            return login == CborSimple.TRUE ? SessionAction.SIGN_IN : SessionAction.SIGN_OUT;
        }
        throw members.problem(LOGIN, "true or false", login.toString());
    }

    /** An empty text counts as missing, which only signing out allows. */
    private static Optional<String> word(MapReader members, String name, SessionAction action) throws PayloadException {
        return action == SessionAction.SIGN_IN
                ? Optional.of(members.word(name))
                : members.optionalText(name).filter(text -> !text.isEmpty());
    }
}
