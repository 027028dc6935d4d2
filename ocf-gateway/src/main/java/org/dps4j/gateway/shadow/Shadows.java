package org.dps4j.gateway.shadow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dps4j.gateway.shadow.Presence.State;
import org.dps4j.loop.Cancellable;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.payload.link.ResourceLink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All registered devices and what is known of them. Reading is for any thread, changing for the gateway's loop only; a
 * change of a device that is not registered does nothing.
 */
public final class Shadows {

    private static final Logger LOG = LoggerFactory.getLogger(Shadows.class);

    private final ShadowLimits limits;
    private final Map<UUID, DeviceShadow> devices = new ConcurrentHashMap<>();
    private final List<ShadowListener> listeners = new CopyOnWriteArrayList<>();

    public Shadows(ShadowLimits limits) {
        this.limits = limits;
    }

    /** Calls {@code listener} for every change from now on, until it is called off. */
    public Cancellable listen(ShadowListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    public Optional<DeviceShadow> find(UUID deviceId) {
        return Optional.ofNullable(devices.get(deviceId));
    }

    /** All devices, the longest registered first. */
    public List<DeviceShadow> all() {
        return devices.values().stream()
                .sorted(Comparator.comparing(DeviceShadow::registeredAt).thenComparing(DeviceShadow::id))
                .toList();
    }

    /** The devices of one owner, the longest registered first. */
    public List<DeviceShadow> ofOwner(String owner) {
        return all().stream().filter(device -> device.owner().equals(owner)).toList();
    }

    /** Takes a device as it was known before, without a word to the listeners. */
    public void restore(DeviceShadow device) {
        devices.put(device.id(), device);
    }

    /** The device is registered; nothing changes for one that was. */
    public void register(UUID deviceId, String owner, Instant at) {
        DeviceShadow fresh = DeviceShadow.registered(deviceId, owner, at);
        if (devices.putIfAbsent(deviceId, fresh) == null) {
            tell(new ShadowEvent.Registered(fresh));
        }
    }

    /** The device is not registered any more. */
    public void remove(UUID deviceId) {
        if (devices.remove(deviceId) != null) {
            tell(new ShadowEvent.Removed(deviceId));
        }
    }

    /** The device came or went. */
    public void present(UUID deviceId, State state, Instant at) {
        DeviceShadow known = devices.get(deviceId);
        if (known != null) {
            Presence presence = new Presence(state, Optional.of(at));
            devices.put(deviceId, known.with(presence));
            if (known.presence().state() != state) {
                tell(new ShadowEvent.PresenceChanged(deviceId, presence));
            }
        }
    }

    /** The device publishes these links, whose paths are in order already ({@link Href}). */
    public void publish(UUID deviceId, Collection<ResourceLink> links) throws ShadowFullException {
        DeviceShadow known = devices.get(deviceId);
        if (known == null) {
            return;
        }
        DeviceShadow changed = known.withLinks(links, limits);
        devices.put(deviceId, changed);
        List<ResourceShadow> different = links.stream()
                .filter(link -> known.resource(link.href())
                        .flatMap(ResourceShadow::link)
                        .filter(link::equals)
                        .isEmpty())
                .flatMap(link -> changed.resource(link.href()).stream())
                .distinct()
                .toList();
        if (!different.isEmpty()) {
            tell(new ShadowEvent.Published(deviceId, different));
        }
    }

    /** These links are gone. */
    public void unpublish(UUID deviceId, Collection<String> hrefs) {
        DeviceShadow known = devices.get(deviceId);
        if (known == null) {
            return;
        }
        List<String> gone = known.published().stream().filter(hrefs::contains).toList();
        if (!gone.isEmpty()) {
            devices.put(deviceId, known.withoutLinks(gone));
            tell(new ShadowEvent.Unpublished(deviceId, gone));
        }
    }

    /** A resource says this of itself. */
    public void represent(UUID deviceId, String href, Bytes cbor, Instant now) throws ShadowFullException {
        DeviceShadow known = devices.get(deviceId);
        if (known == null) {
            return;
        }
        DeviceShadow changed = known.withRepresentation(href, cbor, now, limits);
        if (changed != known) {
            devices.put(deviceId, changed);
            changed.resource(href).ifPresent(resource -> tell(new ShadowEvent.Changed(deviceId, resource)));
        }
    }

    /** These resources say nothing of themselves any more. */
    public void forget(UUID deviceId, Collection<String> hrefs) {
        DeviceShadow known = devices.get(deviceId);
        if (known == null) {
            return;
        }
        List<String> gone = new ArrayList<>(hrefs);
        gone.removeIf(href ->
                known.resource(href).flatMap(ResourceShadow::representation).isEmpty());
        if (!gone.isEmpty()) {
            devices.put(deviceId, known.withoutRepresentations(gone));
            gone.forEach(href -> tell(new ShadowEvent.Gone(deviceId, href)));
        }
    }

    private void tell(ShadowEvent event) {
        for (ShadowListener listener : listeners) {
            try {
                listener.changed(event);
            } catch (RuntimeException e) {
                LOG.error("a listener of changes failed", e);
            }
        }
    }
}
