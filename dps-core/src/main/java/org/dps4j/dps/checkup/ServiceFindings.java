package org.dps4j.dps.checkup;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.dps4j.dps.checkup.ServiceReport.ToldTime;

/** What is to be said of the way to the service. Pure functions. */
final class ServiceFindings {

    private static final List<Check> WAY = List.of(Check.DNS, Check.TCP, Check.TLS, Check.SERVICE, Check.CLOCK);
    private static final Duration TOLERABLE = Duration.ofSeconds(60);
    private static final int STANDARD_PORT = 5684;

    private ServiceFindings() {}

    /** Nothing was tried. */
    static List<Finding> skipped(Check because) {
        return WAY.stream().map(check -> Finding.skipped(check, because)).toList();
    }

    static List<Finding> of(ServiceReport report) {
        int end = report.stop().map(stop -> WAY.indexOf(stop.at())).orElse(WAY.size());
        List<Finding> findings = new ArrayList<>();
        WAY.subList(0, end).forEach(check -> findings.add(passed(check, report)));
        report.stop().ifPresent(stop -> {
            findings.add(Finding.fail(stop.at(), tried(stop.at(), report), stop.found(), stop.remedy()));
            WAY.subList(end + 1, WAY.size()).forEach(later -> findings.add(Finding.skipped(later, stop.at())));
        });
        return List.copyOf(findings);
    }

    private static String tried(Check check, ServiceReport report) {
        URI uri = report.endpoint().uri();
        return switch (check) {
            case DNS -> "look up " + uri.getHost();
            case TCP -> "connect to " + uri.getHost() + ":" + (uri.getPort() < 0 ? STANDARD_PORT : uri.getPort());
            case TLS -> "shake hands with the manufacturer certificate";
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
