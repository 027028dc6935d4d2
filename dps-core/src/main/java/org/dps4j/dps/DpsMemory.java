package org.dps4j.dps;

import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dps4j.device.DeviceState;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.endpoint.EndpointList;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.payload.PayloadException;

/**
 * What provisioning remembers between two runs of the program, in a section of the device's state: the services that a
 * service, a DHCP server or the device's owner put in place of those of the application, and that it was provisioned. A
 * factory reset forgets it.
 *
 * @param moved empty while the services are those of the application
 * @param provisionedSinceReset whether all was done once since the last factory reset
 */
record DpsMemory(Optional<Moved> moved, boolean provisionedSinceReset) {

    /** The services that the application named, and those that took their place. */
    record Moved(EndpointList named, EndpointList instead) {}

    static final DpsMemory NOTHING = new DpsMemory(Optional.empty(), false);

    private static final String SECTION = "dps";

    /** What the device remembers; nothing where that cannot be read. */
    static DpsMemory of(DeviceState device) {
        try {
            return read(device);
        } catch (PayloadException e) {
            return NOTHING;
        }
    }

    /** Why what the device remembers cannot be read; empty if it can. */
    static Optional<String> complaint(DeviceState device) {
        try {
            var unused = read(device);
            return Optional.empty();
        } catch (PayloadException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static DpsMemory read(DeviceState device) throws PayloadException {
        Optional<Bytes> kept = device.section(SECTION);
        return kept.isPresent() ? DpsMemoryCodec.decode(kept.get().toArray()) : NOTHING;
    }

    DeviceState into(DeviceState device) {
        return device.withSection(SECTION, DpsMemoryCodec.encode(this));
    }

    /** The services to turn to when the application names these: others hold until it names others itself. */
    EndpointList insteadOf(EndpointList named) {
        return moved.filter(its -> sameServices(its.named(), named))
                .map(Moved::instead)
                .orElse(named);
    }

    /** After the selected one of {@code now} sent the device elsewhere; one that names itself changes nothing. */
    DpsMemory redirected(EndpointList now, URI to) {
        EndpointList after = now.redirect(to);
        return after.equals(now) ? this : replaced(now, after);
    }

    /** After {@code others} took the place of the services {@code now}. */
    DpsMemory replaced(EndpointList now, EndpointList others) {
        EndpointList named = inEffect(now).map(Moved::named).orElse(now);
        return new DpsMemory(Optional.of(new Moved(named, others)), provisionedSinceReset);
    }

    /** The addresses that are no news to a device which turns to these services: where it is, or was before it moved. */
    Set<URI> known(EndpointList now) {
        Stream<DpsEndpoint> services = inEffect(now).isPresent() ? now.all().stream() : now.selected().stream();
        return services.map(DpsEndpoint::uri).collect(Collectors.toSet());
    }

    private Optional<Moved> inEffect(EndpointList now) {
        return moved.filter(its -> sameServices(its.instead(), now));
    }

    /** The selection is passed over: a device may have tried the next one meanwhile. */
    private static boolean sameServices(EndpointList some, EndpointList others) {
        return some.all().equals(others.all());
    }

    DpsMemory provisioned() {
        return new DpsMemory(moved, true);
    }
}
