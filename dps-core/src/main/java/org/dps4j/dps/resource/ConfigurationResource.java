package org.dps4j.dps.resource;

import static org.dps4j.device.resource.ResourceInterface.BASELINE;
import static org.dps4j.device.resource.ResourceInterface.READ;
import static org.dps4j.device.resource.ResourceInterface.READ_WRITE;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dps4j.device.resource.AnswerCode;
import org.dps4j.device.resource.Resource;
import org.dps4j.device.resource.ResourceAnswer;
import org.dps4j.device.resource.ResourceMethod;
import org.dps4j.device.resource.ResourceRequest;
import org.dps4j.device.resource.core.Maintenance;
import org.dps4j.dps.resource.Provisioning.Reception;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.PayloadException;

/**
 * {@code /plgd/dps}: how far provisioning is and by which services (plgd, {@code x.plgd.dps.conf}). A POST with an
 * address has the device provisioned anew by the service there, one with {@code forceReprovision} by those it knows, and
 * one with an empty address resets the device.
 */
public final class ConfigurationResource {

    /** Its path. */
    public static final String HREF = "/plgd/dps";

    private static final String TYPE = "x.plgd.dps.conf";

    private ConfigurationResource() {}

    /** The resource of this provisioning. */
    public static Resource of(Provisioning provisioning) {
        return Resource.at(HREF)
                .type(TYPE)
                .interfaces(READ, READ_WRITE, BASELINE)
                .defaultInterface(BASELINE)
                .onGet(request -> shown(provisioning.view(), request))
                .later(ResourceMethod.POST, request -> order(provisioning, request))
                .build();
    }

    private static CborMap shown(ProvisioningView view, ResourceRequest request) {
        return request.isThrough(READ_WRITE) ? view.writable() : view.readable();
    }

    private static CompletionStage<ResourceAnswer> order(Provisioning provisioning, ResourceRequest request)
            throws PayloadException {
        MapReader members = request.members();
        ProvisioningOrder order = ProvisioningOrder.of(members);
        if (order instanceof ProvisioningOrder.Again again) {
            return provisioning
                    .provisionAgain(again.services())
                    .thenApply(reception -> reception == Reception.TAKEN
                            ? changed(provisioning.view(), request)
                            : ResourceAnswer.error(
                                    AnswerCode.SERVICE_UNAVAILABLE, "the device is being reset; ask again later"));
        }
        if (provisioning.maintenance() == Maintenance.NONE) {
            throw members.problem(
                    ProvisioningOrder.ENDPOINT, "an address, for others cannot reset this device", "empty text");
        }
        provisioning.maintenance().factoryReset();
        return CompletableFuture.completedFuture(changed(ProvisioningView.NEW, request));
    }

    private static ResourceAnswer changed(ProvisioningView view, ResourceRequest request) {
        CborMap shown = shown(view, request);
        return ResourceAnswer.changed(
                request.isThrough(BASELINE)
                        ? new MapWriter()
                                .texts("rt", List.of(TYPE))
                                .texts("if", List.of(READ.wireValue(), READ_WRITE.wireValue(), BASELINE.wireValue()))
                                .all(shown)
                                .toMap()
                        : shown);
    }
}
