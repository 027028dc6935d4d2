package org.dps4j.service.provisioning;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.Secret;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.cloud.CloudConfigurationAnswer;
import org.dps4j.protocol.payload.cloud.CloudConfigurationRequest;
import org.dps4j.service.hub.Hubs;
import org.dps4j.service.record.ProvisioningRecords;
import org.dps4j.service.token.TokenIssuer;

/** Sends a device to its cloud, with the token that opens it ({@code cloud-configuration}). */
final class CloudStep implements StepHandler {

    private final DeviceIdRule deviceIds;
    private final TokenIssuer tokens;
    private final ProvisioningRecords records;

    CloudStep(DeviceIdRule deviceIds, TokenIssuer tokens, ProvisioningRecords records) {
        this.deviceIds = deviceIds;
        this.tokens = tokens;
        this.records = records;
    }

    @Override
    public CompletionStage<Answer> handle(DeviceSession device, Bytes payload) throws PayloadException {
        CloudConfigurationRequest request = CloudConfigurationRequest.CODEC.decode(payload.toArray());
        Hubs hubs = device.group().hubs();
        Hubs.Choice choice = request.selectedGateway().map(hubs::choose).orElseGet(hubs::preferred);
        return deviceIds
                .permit(device.attested(), request.deviceId())
                .thenCompose(deviceId -> {
                    records.note(device.update().withDeviceId(deviceId));
                    return tokens.issue(device.group().owner(), deviceId);
                })
                .thenApply(token -> answer(token, choice, hubs));
    }

    private static Answer answer(Secret token, Hubs.Choice choice, Hubs hubs) {
        return Answer.of(CloudConfigurationAnswer.CODEC.encode(new CloudConfigurationAnswer(
                token,
                choice.hub().authorizationProvider(),
                choice.gateway(),
                choice.hub().id(),
                List.copyOf(hubs.servers()),
                Optional.empty())));
    }
}
