package org.dps4j.device.cloud;

/** A CoAP response code such as 5.03 (RFC 7252 section 5.9): its class and its detail. */
public record ResponseCode(int category, int detail) {

    /** The cloud does not take the token: 4.01. */
    public static final ResponseCode UNAUTHORIZED = new ResponseCode(4, 1);

    private static final int TOO_MANY_REQUESTS = 29;

    /** Checks the ranges of RFC 7252: class 0 to 7, detail 0 to 31. */
    public ResponseCode {
        if (category < 0 || category > 7 || detail < 0 || detail > 31) {
            throw new IllegalArgumentException(
                    "a response code is c.dd with c up to 7 and dd up to 31, not " + category + "." + detail);
        }
    }

    /** Whether the request was successful. */
    public boolean isSuccess() {
        return category == 2;
    }

    /** Whether the cloud is only out of order for a while: 5.03 and 5.04. */
    public boolean isOutage() {
        return category == 5 && (detail == 3 || detail == 4);
    }

    /** Whether the same request would be refused again: 4.xx, but for one that came too early. */
    public boolean isRefusal() {
        return category == 4 && detail != TOO_MANY_REQUESTS;
    }

    /** Whether the cloud deleted what it was asked to: 2.02, or 2.04 of one that calls it a change. */
    public boolean isDeletion() {
        return category == 2 && (detail == 2 || detail == 4);
    }

    /** Whether the cloud has nothing of what it was asked to delete: 4.00 by plgd's word, 4.04 by that of the RFC. */
    public boolean isNothingThere() {
        return category == 4 && (detail == 0 || detail == 4);
    }

    @Override
    public String toString() {
        return category + (detail < 10 ? ".0" : ".") + detail;
    }
}
