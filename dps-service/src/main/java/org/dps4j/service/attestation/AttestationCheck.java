package org.dps4j.service.attestation;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.dps4j.loop.Loop;
import org.dps4j.protocol.coap.Attachments;
import org.dps4j.protocol.coap.PeerCertificateCheck;
import org.dps4j.protocol.pki.OcfIdentity;
import org.dps4j.service.journal.RepeatedLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks {@link Attestation} at the handshake and binds its verdict to the connection. Thread-safe. */
public final class AttestationCheck implements PeerCertificateCheck {

    private static final Logger LOG = LoggerFactory.getLogger(AttestationCheck.class);

    private final RememberedVerdicts verdicts;
    private final Loop loop;
    private final RepeatedLine refusals;

    /**
     * @param loop whose clock judges certificates, and which times what is said once a minute
     */
    public AttestationCheck(Attestation attestation, Loop loop) {
        this.verdicts = new RememberedVerdicts(attestation);
        this.loop = loop;
        this.refusals = new RepeatedLine(
                loop, more -> LOG.info("{} more devices were refused at their handshake within the last minute", more));
    }

    @Override
    public void check(List<X509Certificate> chain, Attachments attachments) throws CertificateException {
        Verdict verdict = verdicts.decide(chain, loop.now());
        if (verdict instanceof Verdict.Accepted accepted) {
            attachments.attach(Verdict.Accepted.class, accepted);
        } else if (verdict instanceof Verdict.Refused refused) {
            refusals.say(() -> LOG.info(
                    "device '{}' refused: {}{}", printable(nameOf(chain)), refused.reason(), details(refused)));
            throw new CertificateException(refused.reason());
        }
    }

    private static String nameOf(List<X509Certificate> chain) {
        return chain.isEmpty()
                ? "(none)"
                : OcfIdentity.commonNameOf(chain.get(0)).orElse("(none)");
    }

    private static String details(Verdict.Refused refused) {
        StringBuilder details = new StringBuilder();
        refused.groups()
                .forEach(group -> details.append("; ")
                        .append(group.group().label())
                        .append(": ")
                        .append(group.reason()));
        return printable(details.toString());
    }

    private static String printable(String text) {
        StringBuilder printable = new StringBuilder();
        text.chars().limit(512).map(c -> Character.isISOControl(c) ? ' ' : c).forEach(c -> printable.append((char) c));
        return printable.toString();
    }
}
