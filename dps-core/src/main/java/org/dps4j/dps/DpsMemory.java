package org.dps4j.dps;

import java.net.URI;
import java.util.Optional;
import org.dps4j.device.DeviceState;
import org.dps4j.dps.endpoint.EndpointList;
import org.dps4j.protocol.payload.PayloadException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What provisioning remembers between two runs of the program, in a section of the device's state: where a service sent
 * the device, and that it was provisioned. A factory reset forgets it.
 *
 * @param moved empty while no service sent the device elsewhere
 * @param provisionedSinceReset whether all was done once since the last factory reset
 */
record DpsMemory(Optional<Moved> moved, boolean provisionedSinceReset) {

    /** The services that the application named, and those that took their place. */
    record Moved(EndpointList named, EndpointList instead) {}

    static final DpsMemory NOTHING = new DpsMemory(Optional.empty(), false);

    private static final Logger LOG = LoggerFactory.getLogger(DpsMemory.class);
    private static final String SECTION = "dps";

    static DpsMemory of(DeviceState device) {
        try {
            return device.section(SECTION).isPresent()
                    ? DpsMemoryCodec.decode(device.section(SECTION).get().toArray())
                    : NOTHING;
        } catch (PayloadException e) {
            LOG.warn("what device {} remembers of its provisioning is ignored: {}", device.id(), e.getMessage());
            return NOTHING;
        }
    }

    DeviceState into(DeviceState device) {
        return device.withSection(SECTION, DpsMemoryCodec.encode(this));
    }

    /** The services to turn to when the application names these: a redirect holds until it names others. */
    EndpointList insteadOf(EndpointList named) {
        return moved.filter(its -> its.named().equals(named))
                .map(Moved::instead)
                .orElse(named);
    }

    DpsMemory redirected(EndpointList now, URI to) {
        if (now.selected().isEmpty()) {
            return this;
        }
        EndpointList named =
                moved.filter(its -> its.instead().equals(now)).map(Moved::named).orElse(now);
        return new DpsMemory(Optional.of(new Moved(named, now.redirect(to))), provisionedSinceReset);
    }

    DpsMemory provisioned() {
        return new DpsMemory(moved, true);
    }
}
