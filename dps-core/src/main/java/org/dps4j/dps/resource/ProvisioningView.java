package org.dps4j.dps.resource;

import java.util.Objects;
import java.util.Set;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.endpoint.EndpointList;
import org.dps4j.dps.machine.DpsError;
import org.dps4j.dps.machine.DpsStatus;
import org.dps4j.protocol.cbor.CborValue;
import org.dps4j.protocol.cbor.CborValue.CborArray;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.MapWriter;

/**
 * How provisioning stands, as others see it.
 *
 * @param status the flags
 * @param lastError the last error in plgd's terms
 * @param endpoints the services that the device turns to
 */
public record ProvisioningView(Set<DpsStatus> status, DpsError lastError, EndpointList endpoints) {

    /** After a reset. */
    static final ProvisioningView NEW = new ProvisioningView(Set.of(), DpsError.OK, EndpointList.EMPTY);

    /** Copies the flags. */
    public ProvisioningView {
        status = Set.copyOf(status);
        Objects.requireNonNull(lastError, "lastError");
        Objects.requireNonNull(endpoints, "endpoints");
    }

    /** What can be read. */
    CborMap readable() {
        MapWriter members = new MapWriter().integer("lastErrorCode", lastError.ordinal());
        StatusWord.of(status).ifPresent(word -> members.text("provisionStatus", word));
        return members.all(writable()).toMap();
    }

    /** What can be read and written. */
    CborMap writable() {
        MapWriter members = new MapWriter()
                .text(
                        ProvisioningOrder.ENDPOINT,
                        endpoints.selected().map(its -> its.uri().toString()).orElse(""));
        endpoints.selected().ifPresent(its -> members.text(ProvisioningOrder.ENDPOINT_NAME, nameOf(its)));
        if (endpoints.all().size() > 1) {
            members.value(
                    ProvisioningOrder.ENDPOINTS,
                    new CborArray(endpoints.all().stream()
                            .<CborValue>map(ProvisioningView::entry)
                            .toList()));
        }
        return members.truth(ProvisioningOrder.FORCE, false).toMap();
    }

    private static CborMap entry(DpsEndpoint endpoint) {
        return new MapWriter()
                .text(ProvisioningOrder.URI, endpoint.uri().toString())
                .text(ProvisioningOrder.NAME, nameOf(endpoint))
                .toMap();
    }

    private static String nameOf(DpsEndpoint endpoint) {
        return endpoint.name().orElse("");
    }
}
