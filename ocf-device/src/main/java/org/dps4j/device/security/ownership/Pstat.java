package org.dps4j.device.security.ownership;

import java.util.Objects;
import java.util.UUID;

/**
 * The resource {@code /oic/sec/pstat} as a value (OCF Security 13.8).
 *
 * @param state {@code dos.s}
 * @param resourceOwner {@code rowneruuid}
 * @param currentMode {@code cm}, a set of bits
 * @param targetMode {@code tm}, a set of bits
 */
public record Pstat(OperationalState state, UUID resourceOwner, int currentMode, int targetMode) {

    private static final int MODE_RESET = 1;
    private static final int MODE_TAKE_OWNER = 2;
    private static final int MODE_BOOTSTRAP = 4;

    static final Pstat UNOWNED = new Pstat(
            OperationalState.READY_FOR_OWNERSHIP_TRANSFER, Doxm.NOBODY, MODE_TAKE_OWNER | MODE_RESET, MODE_TAKE_OWNER);

    public Pstat {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(resourceOwner, "resourceOwner");
        if (currentMode < 0 || currentMode > 0xFFFF || targetMode < 0 || targetMode > 0xFFFF) {
            throw new IllegalArgumentException("the modes are 16 bits, not " + currentMode + " and " + targetMode);
        }
    }

    static Pstat operatedBy(UUID owner) {
        return new Pstat(OperationalState.READY_FOR_NORMAL_OPERATION, owner, MODE_BOOTSTRAP, MODE_BOOTSTRAP);
    }

    /** {@code isop}: whether the device works normally. */
    public boolean isOperational() {
        return state == OperationalState.READY_FOR_NORMAL_OPERATION;
    }
}
