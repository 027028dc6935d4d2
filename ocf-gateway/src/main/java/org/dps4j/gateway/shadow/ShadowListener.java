package org.dps4j.gateway.shadow;

/** Hears of changes, on the gateway's loop, in their order. Must not block; what it throws is logged. */
@FunctionalInterface
public interface ShadowListener {

    void changed(ShadowEvent event);
}
