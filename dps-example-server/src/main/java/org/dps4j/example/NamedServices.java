package org.dps4j.example;

import java.util.List;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.endpoint.EndpointList;

/**
 * The provisioning services of a command line.
 *
 * @param written as they were written, the one that is asked first at the beginning; an empty one is none
 */
record NamedServices(List<String> written) {

    NamedServices {
        written = List.copyOf(written);
        for (String address : written) {
            checkAddress(address);
        }
        if (written.stream().filter(address -> !address.isEmpty()).distinct().count() > EndpointList.MOST) {
            throw new IllegalArgumentException(
                    "ERROR: failed to add endpoint addresses: expected at most " + EndpointList.MOST);
        }
    }

    private static void checkAddress(String address) {
        try {
            if (!address.isEmpty()) {
                DpsEndpoint.of(address);
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "ERROR: failed to add endpoint address (" + address + "): " + e.getMessage(), e);
        }
    }

    /** The services that are some; one that was written twice counts once. */
    EndpointList list() {
        EndpointList list = EndpointList.EMPTY;
        for (String address : written) {
            list = address.isEmpty() ? list : list.add(DpsEndpoint.of(address));
        }
        return list;
    }
}
