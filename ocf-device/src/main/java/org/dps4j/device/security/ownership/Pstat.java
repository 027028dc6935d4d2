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
 * @param operationalMode {@code om}, who drives the provisioning: a set of bits within 7
 */
public record Pstat(OperationalState state, UUID resourceOwner, int currentMode, int targetMode, int operationalMode) {

    /** {@code om} of a device that nobody told otherwise. */
    public static final int INITIAL_OPERATIONAL_MODE = 3;

    /** {@code sm}, the only mode a device can be in: the client drives. */
    public static final int SUPPORTED_MODE = 4;

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
        if (operationalMode < 0 || operationalMode > 7) {
            throw new IllegalArgumentException("the operational mode is 0 to 7, not " + operationalMode);
        }
    }

    /** In the operational mode that a device begins with. */
    public Pstat(OperationalState state, UUID resourceOwner, int currentMode, int targetMode) {
        this(state, resourceOwner, currentMode, targetMode, INITIAL_OPERATIONAL_MODE);
    }

    /** The same in another state, with the modes that belong to it (OCF Security 8). */
    public Pstat in(OperationalState other) {
        int current = switch (other) {
            case RESET, SOFT_RESET -> MODE_RESET;
            case READY_FOR_OWNERSHIP_TRANSFER -> MODE_TAKE_OWNER;
            case READY_FOR_PROVISIONING, READY_FOR_NORMAL_OPERATION -> 0;
        };
        int target = other == OperationalState.RESET ? MODE_TAKE_OWNER : 0;
        return new Pstat(other, resourceOwner, current, target, operationalMode);
    }

    /** The same with another owner. */
    public Pstat withResourceOwner(UUID other) {
        return new Pstat(state, other, currentMode, targetMode, operationalMode);
    }

    /** The same with another target mode. */
    public Pstat withTargetMode(int other) {
        return new Pstat(state, resourceOwner, currentMode, other, operationalMode);
    }

    /** The same with another operational mode. */
    public Pstat withOperationalMode(int other) {
        return new Pstat(state, resourceOwner, currentMode, targetMode, other);
    }

    static Pstat operatedBy(UUID owner) {
        return new Pstat(OperationalState.READY_FOR_NORMAL_OPERATION, owner, MODE_BOOTSTRAP, MODE_BOOTSTRAP);
    }

    /** {@code isop}: whether the device works normally. */
    public boolean isOperational() {
        return state == OperationalState.READY_FOR_NORMAL_OPERATION;
    }
}
