package org.dps4j.protocol.coap;

import java.security.cert.X509Certificate;
import java.util.List;

/** Who is at the other end of a connection, and what the check of its certificates found out. */
record TlsPeer(List<X509Certificate> chain, Attachments attachments) {

    TlsPeer {
        chain = List.copyOf(chain);
    }

    /** The other end of a connection without TLS. */
    static TlsPeer unknown() {
        return new TlsPeer(List.of(), new Attachments());
    }
}
