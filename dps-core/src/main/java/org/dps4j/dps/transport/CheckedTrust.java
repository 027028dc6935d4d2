package org.dps4j.dps.transport;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.dps4j.dps.machine.Failure;
import org.dps4j.dps.trust.ServerTrust;
import org.dps4j.dps.trust.TrustVerdict;
import org.dps4j.protocol.coap.Attachments;
import org.dps4j.protocol.coap.PeerCertificateCheck;

/** Has a handshake ask for the trust in a service, and remembers what only the dates spoke against. One per connection. */
final class CheckedTrust implements PeerCertificateCheck {

    private final ServerTrust trust;
    private volatile Optional<Failure> outOfDate = Optional.empty();

    CheckedTrust(ServerTrust trust) {
        this.trust = trust;
    }

    @Override
    public void check(List<X509Certificate> chain, Attachments attachments) throws CertificateException {
        if (trust.judge(chain) instanceof TrustVerdict.Refused refused) {
            if (refused.fault() == TrustVerdict.Fault.DATES) {
                outOfDate = Optional.of(new Failure.OutOfDate(refused.reason(), trust.at()));
            }
            throw new CertificateException(refused.reason());
        }
    }

    /** Why the connection did not come up, which ended with {@code failure}. */
    Failure explain(Failure failure) {
        return failure instanceof Failure.Untrusted ? outOfDate.orElse(failure) : failure;
    }
}
