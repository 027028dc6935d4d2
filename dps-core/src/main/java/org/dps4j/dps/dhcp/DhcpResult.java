package org.dps4j.dps.dhcp;

/** What came of options that a device was told, with the number that plgd's C library returns. */
public enum DhcpResult {
    /** They cannot be used or what they say cannot be stored; nothing has changed. */
    ERROR(-1),
    /** They say what the device knows. */
    NOT_CHANGED(0),
    /** The device is provisioned, and trusts by another fingerprint from the next connection on. */
    UPDATED(1),
    /** The device turns to another service, or is not provisioned yet: it is to do all steps again. */
    NEED_REPROVISION(2);

    private final int code;

    DhcpResult(int code) {
        this.code = code;
    }

    /** plgd's number. */
    public int code() {
        return code;
    }
}
