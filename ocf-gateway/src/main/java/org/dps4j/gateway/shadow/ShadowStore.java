package org.dps4j.gateway.shadow;

import java.util.List;

/** Keeps what is known of devices. Blocks; for the store's own thread, one at a time. */
public interface ShadowStore {

    /** All registered devices and what was known of them, none of them online. */
    List<DeviceShadow> load();

    /** Puts these rows in place of earlier ones; once it returned, they are on disk. */
    void write(List<ResourceRow> rows);
}
