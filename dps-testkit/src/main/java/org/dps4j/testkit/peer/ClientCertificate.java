package org.dps4j.testkit.peer;

import javax.net.ssl.SSLParameters;

/**
 * What a listening peer asks of those who dial.
 *
 * <pre>{@code
 * RawListener open = RawPeer.tls(context).clientCertificate(ClientCertificate.NOT_ASKED_FOR).listen();
 * }</pre>
 */
public enum ClientCertificate {
    /** Who shows no certificate is refused. */
    REQUIRED,
    /** It asks for a certificate and goes on without one. */
    WANTED,
    /** It does not ask. */
    NOT_ASKED_FOR;

    void applyTo(SSLParameters parameters) {
        switch (this) {
            case REQUIRED -> parameters.setNeedClientAuth(true);
            case WANTED -> parameters.setWantClientAuth(true);
            case NOT_ASKED_FOR -> parameters.setNeedClientAuth(false);
        }
    }
}
