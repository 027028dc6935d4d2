package org.dps4j.device;

/** Is told about a device's changes, on the device's loop, after they were saved. What it throws is logged and ignored. */
@FunctionalInterface
public interface DeviceListener {

    /** The device's state was {@code before} and is {@code after} from now on. */
    void stateChanged(DeviceState before, DeviceState after);
}
