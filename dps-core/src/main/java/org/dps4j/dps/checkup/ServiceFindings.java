package org.dps4j.dps.checkup;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.dps4j.dps.checkup.ServiceReport.ToldTime;
import org.dps4j.dps.endpoint.Carrier;

/** What is to be said of the way to the service. Pure functions. */
final class ServiceFindings {

    private static final List<Check> WAY = List.of(Check.DNS, Check.TCP, Check.TLS, Check.SERVICE, Check.CLOCK);
    private static final Duration TOLERABLE = Duration.ofSeconds(60);

    private ServiceFindings() {}

    /** Nothing was tried. */
    static List<Finding> skipped(Check because) {
        return WAY.stream().map(check -> Finding.skipped(check, because)).toList();
    }

    static List<Finding> of(ServiceReport report) {
        int end =
                report.stop().map(stop -> WAY.indexOf(place(stop.at(), report))).orElse(WAY.size());
        List<Finding> findings = new ArrayList<>();
        WAY.subList(0, end).forEach(check -> findings.add(passed(check, report)));
        report.stop().ifPresent(stop -> {
            Check at = WAY.get(end);
            findings.add(Finding.fail(at, tried(at, report), stop.found(), stop.remedy()));
            WAY.subList(end + 1, WAY.size()).forEach(later -> findings.add(Finding.skipped(later, at)));
        });
        return List.copyOf(findings);
    }

    /** Over UDP there is no connection before the handshake: what keeps one from coming up keeps the handshake. */
    private static Check place(Check stopped, ServiceReport report) {
        return stopped == Check.TCP && report.endpoint().carrier() == Carrier.DTLS ? Check.TLS : stopped;
    }

    private static String tried(Check check, ServiceReport report) {
        String host = report.endpoint().host();
        String where = host + ":" + report.endpoint().port();
        return switch (check) {
            case DNS -> "look up " + host;
            case TCP -> "connect to " + where;
            case TLS ->
                switch (report.endpoint().carrier()) {
                    case TLS -> "shake hands with the manufacturer certificate";
                    case DTLS -> "shake hands by DTLS over UDP with " + where + ", with the manufacturer certificate";
                };
            case SERVICE -> "ask for the time";
            default -> "compare the clocks";
        };
    }

    private static Finding passed(Check check, ServiceReport report) {
        String tried = tried(check, report);
        if (check == Check.CLOCK) {
            return report.time()
                    .map(time -> clock(tried, time))
                    .orElseGet(() -> Finding.skipped(Check.CLOCK, Check.SERVICE));
        }
        if (check == Check.TCP && report.endpoint().carrier() == Carrier.DTLS) {
            return Finding.notNeeded(Check.TCP, "because coaps goes over UDP, where nothing is connected first");
        }
        return Finding.ok(
                check,
                tried,
                switch (check) {
                    case DNS -> String.join(", ", report.addresses());
                    case TCP -> "connected";
                    case TLS -> "the device takes the service's chain";
                    default -> "the service takes the device's chain and answers";
                });
    }

    private static Finding clock(String tried, ToldTime time) {
        Duration ahead = Duration.between(time.theirs(), time.ours());
        String found = ahead.abs().toSeconds() == 0
                ? "this machine's agrees with the service's"
                : "this machine's is " + ahead.abs().toSeconds() + " s " + (ahead.isNegative() ? "behind" : "ahead of")
                        + " the service's";
        return ahead.abs().compareTo(TOLERABLE) <= 0
                ? Finding.ok(Check.CLOCK, tried, found)
                : Finding.warn(Check.CLOCK, tried, found, "set the clock");
    }
}
