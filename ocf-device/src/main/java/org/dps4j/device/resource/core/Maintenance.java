package org.dps4j.device.resource.core;

/**
 * What only the program around a device can do. Called on the device's loop, before the answer to whoever asked for it
 * is on its way: an implementation lets the answer go first, half a second is plenty, and does not block.
 */
public interface Maintenance {

    /** Nothing can be done from outside. */
    Maintenance NONE = new Maintenance() {
        @Override
        public void reboot() {
            throw new UnsupportedOperationException("this device is not started anew by others");
        }

        @Override
        public void factoryReset() {
            throw new UnsupportedOperationException("this device is not reset by others");
        }
    };

    /** Ends the program and starts it again; everything is kept. */
    void reboot();

    /** Makes the device as it left the factory, under a new id. */
    void factoryReset();
}
