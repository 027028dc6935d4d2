package org.dps4j.dps.checkup;

import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.dps4j.dps.checkup.ServiceReport.Stop;
import org.dps4j.dps.machine.Failure;
import org.dps4j.dps.transport.TransportException;
import org.dps4j.protocol.coap.CloseReason;
import org.dps4j.protocol.coap.ConnectionClosedException;

/** Says at which check a failure belongs and what to do about it. Pure functions. */
final class Stops {

    private static final String LOG = "see to the log of the service";

    private Stops() {}

    /** A connection that did not come up. */
    static Stop connecting(Throwable failure) {
        Optional<Failure> known = known(failure);
        if (known.isPresent() && known.get() instanceof Failure.OutOfDate dates) {
            return new Stop(
                    Check.TLS,
                    dates.reason() + ", at " + dates.deviceTime().truncatedTo(ChronoUnit.SECONDS),
                    "renew the certificates of the service, or set the clocks");
        }
        Optional<CloseReason> reason = reason(failure);
        if (reason.isEmpty()) {
            return new Stop(isVerdict(failure) ? Check.TLS : Check.TCP, text(failure), LOG);
        }
        CloseReason why = reason.get();
        if (why instanceof CloseReason.NameNotFound) {
            return new Stop(Check.DNS, why.describe(), "see to the endpoint and the name server");
        }
        return why instanceof CloseReason.ConnectRefused
                        || why instanceof CloseReason.ConnectTimeout
                        || why instanceof CloseReason.ConnectFailed
                ? new Stop(Check.TCP, why.describe(), "see that the service runs and no firewall is between")
                : new Stop(Check.TLS, why.describe(), remedy(why));
    }

    /** A connection that came up for the time, and not where dates count. */
    static Stop connectingAgain(Throwable failure) {
        Stop stop = connecting(failure);
        return new Stop(
                stop.at(),
                stop.found() + ", after a connection for the time alone, where dates do not count, came up",
                stop.remedy());
    }

    /** A request without a usable answer: a service may say only then that it refuses the device (TLS 1.3). */
    static Stop asking(Throwable failure) {
        Optional<CloseReason> refusal = reason(failure).filter(CloseReason.OurCertificateRefused.class::isInstance);
        return refusal.isPresent()
                ? new Stop(Check.TLS, refusal.get().describe(), remedy(refusal.get()))
                : new Stop(Check.SERVICE, text(failure), LOG);
    }

    private static String remedy(CloseReason why) {
        if (why instanceof CloseReason.PeerCertificateRefused) {
            return "take the root of this service for a trust anchor (dpsca.pem), have the service show a valid"
                    + " certificate, or correct the endpoint";
        }
        return why instanceof CloseReason.OurCertificateRefused
                ? "ask dps-service explain with the device's chain (mfgcrt.pem)"
                : "see that a provisioning service listens at the endpoint";
    }

    private static boolean isVerdict(Throwable failure) {
        return known(failure).filter(Failure.Untrusted.class::isInstance).isPresent();
    }

    private static String text(Throwable failure) {
        return known(failure).map(Failure::describe).orElse("unexpected " + failure);
    }

    private static Optional<Failure> known(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof TransportException known) {
                return Optional.of(known.failure());
            }
        }
        return Optional.empty();
    }

    private static Optional<CloseReason> reason(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof ConnectionClosedException closed) {
                return Optional.of(closed.reason());
            }
        }
        return Optional.empty();
    }
}
