package org.dps4j.device.security.ownership;

/** The states of a device's life, with the value that {@code pstat.dos.s} carries (OCF Security 8). */
public enum OperationalState {
    RESET(0),
    READY_FOR_OWNERSHIP_TRANSFER(1),
    READY_FOR_PROVISIONING(2),
    READY_FOR_NORMAL_OPERATION(3),
    SOFT_RESET(4);

    private final int wire;

    OperationalState(int wire) {
        this.wire = wire;
    }

    /** The number on the wire and in the store. */
    public int wire() {
        return wire;
    }

    /** The state with this number. */
    public static OperationalState ofWire(int wire) {
        for (OperationalState state : values()) {
            if (state.wire == wire) {
                return state;
            }
        }
        throw new IllegalArgumentException("an operational state is 0 to 4, not " + wire);
    }

    /** Whether a device in this state has left the transfer of ownership behind it. */
    public boolean isProvisioned() {
        return this == READY_FOR_PROVISIONING || this == READY_FOR_NORMAL_OPERATION;
    }

    /** Whether a device in this state may be sent to {@code next} (OCF Security 8). */
    public boolean maySwitchTo(OperationalState next) {
        return switch (this) {
            case RESET -> next == RESET || next == READY_FOR_OWNERSHIP_TRANSFER;
            case READY_FOR_OWNERSHIP_TRANSFER -> next != SOFT_RESET;
            case READY_FOR_PROVISIONING, READY_FOR_NORMAL_OPERATION -> next != READY_FOR_OWNERSHIP_TRANSFER;
            case SOFT_RESET -> next != READY_FOR_OWNERSHIP_TRANSFER && next != READY_FOR_NORMAL_OPERATION;
        };
    }

    /** Whether credentials, rules and owners may be written in this state. */
    public boolean isOpenToProvisioning() {
        return this == READY_FOR_OWNERSHIP_TRANSFER || this == READY_FOR_PROVISIONING || this == SOFT_RESET;
    }
}
