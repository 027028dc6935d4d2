package org.dps4j.protocol.payload.account;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.dps4j.protocol.Secret;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.QueryParts;

/**
 * The query of DELETE {@code /oic/sec/account}: a device gives its account up. What is missing, the cloud takes from the
 * session.
 *
 * @param userId whose device it is
 * @param deviceId the id of the device
 * @param accessToken who has not signed in shows this
 */
public record SignOffQuery(Optional<String> userId, Optional<UUID> deviceId, Optional<Secret> accessToken) {

    public SignOffQuery {
        Objects.requireNonNull(userId, "userId");
        Objects.requireNonNull(deviceId, "deviceId");
        Objects.requireNonNull(accessToken, "accessToken");
    }

    /** The parts of the query, one for each Uri-Query option. They show the token. */
    public List<String> toParts() {
        List<String> parts = new ArrayList<>();
        userId.ifPresent(user -> parts.add(AccountMembers.USER_ID + "=" + user));
        deviceId.ifPresent(device -> parts.add(AccountMembers.DEVICE_ID + "=" + device));
        accessToken.ifPresent(token -> parts.add(AccountMembers.ACCESS_TOKEN + "=" + token.revealText()));
        return List.copyOf(parts);
    }

    /** Reads the parts of a query; an empty value counts as missing. */
    public static SignOffQuery ofParts(List<String> query) throws PayloadException {
        QueryParts parts = QueryParts.of(query);
        Optional<String> device = parts.only(AccountMembers.DEVICE_ID);
        Optional<UUID> deviceId = device.flatMap(MapReader::uuidOf);
        if (device.isPresent() && deviceId.isEmpty()) {
            throw new PayloadException(AccountMembers.DEVICE_ID, "a UUID", MapReader.quoted(device.get()));
        }
        return new SignOffQuery(
                parts.only(AccountMembers.USER_ID),
                deviceId,
                parts.only(AccountMembers.ACCESS_TOKEN).map(Secret::ofText));
    }
}
