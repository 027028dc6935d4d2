package org.dps4j.protocol.pki;

/** A text that is not the PEM it should be (RFC 7468). */
public final class PemException extends PkiException {

    PemException(String expected, String found, String remedy) {
        super(expected, found, remedy);
    }
}
