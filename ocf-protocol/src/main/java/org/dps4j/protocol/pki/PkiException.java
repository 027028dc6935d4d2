package org.dps4j.protocol.pki;

/** Something from outside that is not what it must be: what was expected, what was found, what to do. Never a key. */
public abstract sealed class PkiException extends Exception permits PemException, CsrException, IssuanceException {

    private final String expected;
    private final String found;
    private final String remedy;

    PkiException(String expected, String found, String remedy) {
        super("expected " + expected + ", found " + found + "; " + remedy);
        this.expected = expected;
        this.found = found;
        this.remedy = remedy;
    }

    /** What was expected, a phrase without a full stop. */
    public String expected() {
        return expected;
    }

    /** What was found instead, a phrase without a full stop. */
    public String found() {
        return found;
    }

    /** What the reader can do about it, a phrase without a full stop. */
    public String remedy() {
        return remedy;
    }
}
