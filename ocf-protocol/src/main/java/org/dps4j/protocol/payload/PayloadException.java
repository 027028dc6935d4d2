package org.dps4j.protocol.payload;

/** A body from the peer cannot be used. Says where, what was expected and what was found, and never holds a secret. */
public final class PayloadException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String where;
    private final String expected;
    private final String found;

    /**
     * @param where the member, such as {@code creds[1].publicdata.encoding}; empty for the body as a whole
     * @param expected what would have been right
     * @param found what was there instead, never its content if that may be a secret
     */
    public PayloadException(String where, String expected, String found) {
        super((where.isEmpty() ? "body" : where) + ": expected " + expected + ", found " + found);
        this.where = where;
        this.expected = expected;
        this.found = found;
    }

    /** The member, such as {@code creds[1].publicdata.encoding}; empty for the body as a whole. */
    public String where() {
        return where;
    }

    /** What would have been right. */
    public String expected() {
        return expected;
    }

    /** What was there instead. */
    public String found() {
        return found;
    }
}
