package org.dps4j.gateway.shadow;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Keeps what is known of devices. Blocks; for the store's own thread, one at a time. */
public interface ShadowStore {

    /** All registered devices and what was known of them, none of them online. */
    List<DeviceShadow> load();

    /**
     * Puts these rows in place of earlier ones; once it returned, they are on disk.
     *
     * @param anew the devices of which nothing stays that was written before
     */
    void write(Set<UUID> anew, List<ResourceRow> rows);
}
