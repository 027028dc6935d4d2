package org.dps4j.device.cloud.machine;

import org.dps4j.device.cloud.CloudActivity;

/** A request about the device's account or session. One is under way at a time. */
public enum CloudAction {
    /** POST {@code /oic/sec/account}. */
    SIGN_UP,
    /** POST {@code /oic/sec/tokenrefresh}. */
    REFRESH,
    /** POST {@code /oic/sec/session}. */
    SIGN_IN,
    /** POST {@code /oic/sec/session} with {@code login} false. */
    SIGN_OUT,
    /** DELETE {@code /oic/sec/account}. */
    SIGN_OFF;

    CloudActivity activity() {
        return switch (this) {
            case SIGN_UP -> CloudActivity.SIGN_UP;
            case REFRESH -> CloudActivity.REFRESH;
            case SIGN_IN -> CloudActivity.SIGN_IN;
            case SIGN_OUT -> CloudActivity.SIGN_OUT;
            case SIGN_OFF -> CloudActivity.SIGN_OFF;
        };
    }
}
