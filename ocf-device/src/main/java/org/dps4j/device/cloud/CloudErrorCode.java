package org.dps4j.device.cloud;

/** What went wrong last: {@code clec} of {@code oic.r.coapcloudconf} (OCF Device to Cloud Services 8). */
public enum CloudErrorCode {
    /** Nothing. */
    NONE(0),
    /** The cloud refused, or its answer cannot be used. */
    RESPONSE(1),
    /** The cloud cannot be reached. */
    CONNECT(2),
    /** There is no new token. */
    REFRESH(3),
    /** The cloud does not know the device, or not with this token. */
    UNAUTHORIZED(4);

    private final int wireValue;

    CloudErrorCode(int wireValue) {
        this.wireValue = wireValue;
    }

    /** The value of {@code clec}. */
    public int wireValue() {
        return wireValue;
    }
}
