package org.dps4j.dps.plgd;

import java.util.Set;
import org.dps4j.dps.machine.DpsStatus;

/** The status flags of the first version; other bits than today's. No flag at all means uninitialized. */
public enum PlgdStatus {
    INITIALIZED(1),
    HAS_CREDENTIALS(1 << 1),
    HAS_ACLS(1 << 2),
    HAS_CLOUD(1 << 3),
    FAILURE(1 << 6);

    /** No flag: no manager runs. */
    public static final int UNINITIALIZED = 0;

    private final int mask;

    PlgdStatus(int mask) {
        this.mask = mask;
    }

    /** The flag's bit. */
    public int mask() {
        return mask;
    }

    /** Whether the flag is set in {@code status}. */
    public boolean isIn(int status) {
        return (status & mask) != 0;
    }

    /** Today's flags in the bits of the first version; what it did not know is left out. */
    public static int of(Set<DpsStatus> status) {
        int bits = UNINITIALIZED;
        for (DpsStatus flag : status) {
            bits |= switch (flag) {
                case INITIALIZED -> INITIALIZED.mask;
                case HAS_CREDENTIALS -> HAS_CREDENTIALS.mask;
                case HAS_ACLS -> HAS_ACLS.mask;
                case HAS_CLOUD -> HAS_CLOUD.mask;
                case FAILURE, TRANSIENT_FAILURE -> FAILURE.mask;
                default -> 0;
            };
        }
        return bits;
    }
}
