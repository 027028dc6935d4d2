package org.dps4j.example;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.dps4j.protocol.coap.CloseReason;

/** What is to be said of the way to the service. Pure. */
final class ServiceFindings {

    static final List<String> WAY = List.of("DNS", "TCP", "TLS", "service", "clock");

    private static final Duration TOLERABLE = Duration.ofSeconds(60);

    private ServiceFindings() {}

    /** No connection came up. */
    static List<Finding> unconnected(CloseReason reason) {
        if (reason instanceof CloseReason.NameNotFound) {
            return stoppedAt("DNS", reason.describe() + "; see to the endpoint and the name server");
        }
        if (reason instanceof CloseReason.ConnectRefused
                || reason instanceof CloseReason.ConnectTimeout
                || reason instanceof CloseReason.ConnectFailed) {
            return stoppedAt("TCP", reason.describe() + "; see that the service runs and no firewall is between");
        }
        return stoppedAt("TLS", reason.describe() + remedy(reason));
    }

    private static String remedy(CloseReason reason) {
        if (reason instanceof CloseReason.PeerCertificateRefused) {
            return "; put the root of this service into dpsca.pem, or correct the endpoint";
        }
        return reason instanceof CloseReason.OurCertificateRefused
                ? "; ask dps-service explain with mfgcrt.pem"
                : "; see that a provisioning service listens at the endpoint";
    }

    /** The way is good as far as {@code check}, which failed. */
    static List<Finding> stoppedAt(String check, String text) {
        List<Finding> findings = new ArrayList<>();
        int at = WAY.indexOf(check);
        WAY.subList(0, at).forEach(good -> findings.add(Finding.ok(good, "passed")));
        findings.add(Finding.fail(check, text));
        WAY.subList(at + 1, WAY.size()).forEach(later -> findings.add(Finding.skipped(later, check)));
        return List.copyOf(findings);
    }

    /** The service told its time, which is {@code ahead} of ours. */
    static List<Finding> answered(Duration ahead) {
        List<Finding> findings = new ArrayList<>();
        WAY.subList(0, 3).forEach(good -> findings.add(Finding.ok(good, "passed")));
        findings.add(Finding.ok("service", "it takes our certificate and tells the time"));
        String off = "ours differs from the service's by " + ahead.abs().toSeconds() + " s";
        findings.add(
                ahead.abs().compareTo(TOLERABLE) <= 0
                        ? Finding.ok("clock", off)
                        : Finding.warn("clock", off + "; set the clock"));
        return List.copyOf(findings);
    }

    /** Nothing was tried. */
    static List<Finding> skipped(String dependsOn) {
        return WAY.stream().map(check -> Finding.skipped(check, dependsOn)).toList();
    }
}
