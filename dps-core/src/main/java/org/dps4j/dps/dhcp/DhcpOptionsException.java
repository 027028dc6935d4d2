package org.dps4j.dps.dhcp;

/** What came by DHCP cannot be used; the message says what was expected and what was found. Nothing has changed. */
public final class DhcpOptionsException extends Exception {

    private static final long serialVersionUID = 1L;

    DhcpOptionsException(String expected, String found) {
        super("expected " + expected + ", found " + found);
    }
}
