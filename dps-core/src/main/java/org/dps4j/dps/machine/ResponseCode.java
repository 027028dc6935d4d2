package org.dps4j.dps.machine;

/** A CoAP response code such as 5.03 (RFC 7252 section 5.9): its class and its detail. */
public record ResponseCode(int category, int detail) {

    /** Success. */
    public static final ResponseCode CONTENT = new ResponseCode(2, 5);

    /** Checks the ranges of RFC 7252: class 0 to 7, detail 0 to 31. */
    public ResponseCode {
        if (category < 0 || category > 7 || detail < 0 || detail > 31) {
            throw new IllegalArgumentException(
                    "a response code is c.dd with c up to 7 and dd up to 31, not " + category + "." + detail);
        }
    }

    /** Reads {@code "5.03"}. */
    public static ResponseCode of(String text) {
        if (!text.matches("\\d\\.\\d\\d")) {
            throw new IllegalArgumentException("a response code is written like 5.03, not " + text);
        }
        return new ResponseCode(text.charAt(0) - '0', Integer.parseInt(text.substring(2)));
    }

    /** Whether the request was successful. */
    public boolean isSuccess() {
        return category == 2;
    }

    /** Whether the service is only out of order for a while: 5.03 and 5.04. */
    public boolean isOutage() {
        return category == 5 && (detail == 3 || detail == 4);
    }

    @Override
    public String toString() {
        return category + (detail < 10 ? ".0" : ".") + detail;
    }
}
