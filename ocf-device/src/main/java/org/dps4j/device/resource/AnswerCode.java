package org.dps4j.device.resource;

/** The codes with which a resource answers (RFC 7252 12.1.2). */
public enum AnswerCode {
    CREATED(2, 1),
    DELETED(2, 2),
    VALID(2, 3),
    CHANGED(2, 4),
    CONTENT(2, 5),
    BAD_REQUEST(4, 0),
    UNAUTHORIZED(4, 1),
    FORBIDDEN(4, 3),
    NOT_FOUND(4, 4),
    METHOD_NOT_ALLOWED(4, 5),
    NOT_ACCEPTABLE(4, 6),
    REQUEST_ENTITY_TOO_LARGE(4, 13),
    UNSUPPORTED_CONTENT_FORMAT(4, 15),
    INTERNAL_SERVER_ERROR(5, 0),
    SERVICE_UNAVAILABLE(5, 3);

    private final int kind;
    private final int detail;

    AnswerCode(int kind, int detail) {
        this.kind = kind;
        this.detail = detail;
    }

    /** The code as one byte: three bits of class, five of detail. */
    public int wire() {
        return kind << 5 | detail;
    }

    /** Whether it is one of 2.xx. */
    public boolean isSuccess() {
        return kind == 2;
    }

    /** Such as {@code 2.05}. */
    @Override
    public String toString() {
        return kind + "." + detail / 10 + detail % 10;
    }
}
