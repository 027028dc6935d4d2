package org.dps4j.dps.resource;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.dps4j.device.resource.core.Maintenance;
import org.dps4j.dps.endpoint.EndpointList;

/** The provisioning that the configuration resource shows and sets off. Called on the device's loop. */
public interface Provisioning {

    /** What becomes of an order. */
    enum Reception {
        TAKEN,
        /** The device is being reset: nothing has changed, and whoever may order anything of it is open. */
        PUT_OFF
    }

    /** How it stands now. */
    ProvisioningView view();

    /** Who resets the device. */
    Maintenance maintenance();

    /**
     * Has the device do all steps again, after the answer to whoever asked for it had its chance.
     *
     * @param services in place of those listed
     * @return completes once that is stored, and begins nothing where it fails
     */
    CompletionStage<Reception> provisionAgain(Optional<EndpointList> services);
}
