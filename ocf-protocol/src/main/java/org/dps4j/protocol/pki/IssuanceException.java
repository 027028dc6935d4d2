package org.dps4j.protocol.pki;

/** An issuer that cannot be used, or cannot issue what it was asked for. */
public final class IssuanceException extends PkiException {

    IssuanceException(String expected, String found, String remedy) {
        super(expected, found, remedy);
    }
}
