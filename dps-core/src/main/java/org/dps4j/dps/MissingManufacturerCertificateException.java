package org.dps4j.dps;

/** A device cannot be provisioned, because no manufacturer certificate with its key is installed. */
public final class MissingManufacturerCertificateException extends Exception {

    private static final long serialVersionUID = 1L;

    MissingManufacturerCertificateException() {
        super("the device has no manufacturer certificate with its private key; install one with"
                + " Credentials.installManufacturerCertificate before the start");
    }
}
