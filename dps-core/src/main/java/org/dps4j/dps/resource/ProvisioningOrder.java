package org.dps4j.dps.resource;

import java.util.Optional;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.endpoint.EndpointList;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.payload.PayloadException;

/** What somebody who writes the configuration resource wants. */
sealed interface ProvisioningOrder {

    String ENDPOINT = "endpoint";
    String ENDPOINT_NAME = "endpointName";
    String ENDPOINTS = "endpoints";
    String URI = "uri";
    String NAME = "name";
    String FORCE = "forceReprovision";

    /** The device as it left the factory. */
    record Reset() implements ProvisioningOrder {}

    /** All steps again, by these services where some are named. */
    record Again(Optional<EndpointList> services) implements ProvisioningOrder {}

    /** Reads an order as a whole: a member of the wrong type or an address of no service is refused. */
    static ProvisioningOrder of(MapReader members) throws PayloadException {
        boolean forced = members.has(FORCE) && members.truth(FORCE);
        if (members.has(ENDPOINT)) {
            return members.text(ENDPOINT).isEmpty() ? new Reset() : new Again(Optional.of(services(members)));
        }
        if (!forced) {
            throw members.problem(ENDPOINT + " or " + FORCE + " true", "neither");
        }
        return new Again(Optional.empty());
    }

    private static EndpointList services(MapReader members) throws PayloadException {
        EndpointList services = EndpointList.of(service(members, ENDPOINT, members.optionalText(ENDPOINT_NAME)));
        for (MapReader entry : members.optionalMaps(ENDPOINTS)) {
            services = longer(services, service(entry, URI, entry.optionalText(NAME)), members);
        }
        return services;
    }

    private static EndpointList longer(EndpointList services, DpsEndpoint service, MapReader members)
            throws PayloadException {
        try {
            return services.add(service);
        } catch (IllegalArgumentException e) {
            throw members.problem(ENDPOINTS, EndpointList.MOST + " services at most", "more");
        }
    }

    private static DpsEndpoint service(MapReader members, String address, Optional<String> name)
            throws PayloadException {
        try {
            return new DpsEndpoint(members.address(address), name.filter(its -> !its.isEmpty()));
        } catch (IllegalArgumentException e) {
            throw members.problem(
                    address,
                    "the address of a provisioning service, and a name that is not longer",
                    MapReader.quoted(members.text(address)));
        }
    }
}
