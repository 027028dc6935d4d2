package org.dps4j.protocol.payload.cloud;

import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.PayloadCodec;
import org.dps4j.protocol.payload.PayloadException;

/** The members {@code di} and {@code selectedGateway}; further ones are ignored. */
final class CloudConfigurationRequestCodec implements PayloadCodec<CloudConfigurationRequest> {

    private static final String DEVICE_ID = "di";

    @Override
    public byte[] encode(CloudConfigurationRequest value) {
        MapWriter members = new MapWriter().uuid(DEVICE_ID, value.deviceId());
        value.selectedGateway().ifPresent(selected -> CloudServerMembers.writeSelected(members, selected));
        return members.toBytes();
    }

    @Override
    public CloudConfigurationRequest decode(byte[] body) throws PayloadException {
        MapReader members = MapReader.of(body);
        return new CloudConfigurationRequest(members.uuid(DEVICE_ID), CloudServerMembers.readSelected(members));
    }
}
