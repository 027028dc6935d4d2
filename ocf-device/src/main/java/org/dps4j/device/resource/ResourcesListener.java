package org.dps4j.device.resource;

/** Hears which resources come and go, on the device's loop. What it throws is logged and ignored. */
public interface ResourcesListener {

    /** There is a new resource. */
    default void added(ResourceDescription resource) {}

    /** A resource is gone. */
    default void removed(ResourceDescription resource) {}
}
