package org.dps4j.service.provisioning;

import org.dps4j.protocol.pki.CertificateSigningRequest;
import org.dps4j.protocol.pki.CsrException;

/** Reads signing requests and verifies that their sender holds the key. May block; called on a worker. */
@FunctionalInterface
public interface SigningRequestReader {

    /** The request in this PEM text, or why it cannot be accepted. */
    CertificateSigningRequest read(String pem) throws CsrException;
}
