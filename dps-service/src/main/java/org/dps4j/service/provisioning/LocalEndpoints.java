package org.dps4j.service.provisioning;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.link.ResourceLink;
import org.dps4j.service.record.ProvisioningRecords;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a device where it can be reached in its own network (GET {@code /oic/res}), once per connection and after an
 * answer of ours went out, so that nothing waits for it. A device that does not say is only noted.
 */
final class LocalEndpoints {

    private static final Logger LOG = LoggerFactory.getLogger(LocalEndpoints.class);
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final ProvisioningRecords records;

    LocalEndpoints(ProvisioningRecords records) {
        this.records = records;
    }

    void ask(DeviceSession device) {
        if (!device.firstToAskForEndpoints()) {
            return;
        }
        Request request = Request.newGet();
        request.getOptions().setUriPath("oic/res").addUriQuery("if=oic.if.ll").addUriQuery("rt=oic.wk.d");
        CompletionStage<Response> answer = device.connection().send(request, LIMIT);
        answer.whenComplete((response, failure) -> {
            if (failure != null) {
                LOG.debug("device {} does not say where it is: {}", id(device), failure.getMessage());
            } else {
                note(device, response);
            }
        });
    }

    private void note(DeviceSession device, Response response) {
        try {
            if (response.getCode() != ResponseCode.CONTENT) {
                LOG.debug("device {} answers /oic/res with {}", id(device), response.getCode());
                return;
            }
            List<String> endpoints = ResourceLink.LIST_CODEC.decode(response.getPayload()).stream()
                    .findFirst()
                    .map(link -> link.endpoints().stream()
                            .map(endpoint -> endpoint.address().toString())
                            .toList())
                    .orElse(List.of());
            if (!endpoints.isEmpty()) {
                records.note(device.update().withLocalEndpoints(endpoints));
            }
        } catch (PayloadException e) {
            LOG.debug("device {} answers /oic/res with something unreadable: {}", id(device), e.getMessage());
        }
    }

    private static Object id(DeviceSession device) {
        return device.attested().recordId();
    }
}
