package org.dps4j.protocol.pki;

/** A certificate signing request that cannot be accepted (RFC 2986). */
public final class CsrException extends PkiException {

    CsrException(String expected, String found, String remedy) {
        super(expected, found, remedy);
    }
}
