package org.dps4j.gateway.shadow;

import java.util.List;
import java.util.UUID;

/** Something that changed in what is known of a device. */
public sealed interface ShadowEvent {

    /** Which device it is about. */
    UUID deviceId();

    /** A device signed up for the first time. */
    record Registered(DeviceShadow device) implements ShadowEvent {
        @Override
        public UUID deviceId() {
            return device.id();
        }
    }

    /** A device signed off, or was removed. */
    record Removed(UUID deviceId) implements ShadowEvent {}

    /** A device came online or went offline. */
    record PresenceChanged(UUID deviceId, Presence presence) implements ShadowEvent {}

    /** Links that are new, or different from before. */
    record Published(UUID deviceId, List<ResourceShadow> resources) implements ShadowEvent {
        public Published {
            resources = List.copyOf(resources);
        }
    }

    /** Links that are gone. */
    record Unpublished(UUID deviceId, List<String> hrefs) implements ShadowEvent {
        public Unpublished {
            hrefs = List.copyOf(hrefs);
        }
    }

    /** A resource says something else of itself than before. */
    record Changed(UUID deviceId, ResourceShadow resource) implements ShadowEvent {}

    /** A resource is gone, and with it what it said of itself. */
    record Gone(UUID deviceId, String href) implements ShadowEvent {}
}
