package org.dps4j.example;

import java.util.Set;
import org.dps4j.dps.machine.DpsStatus;

/** The provisioning status as the program prints it. */
final class StatusText {

    private record Line(DpsStatus flag, String label) {}

    private static final Line[] LINES = {
        new Line(DpsStatus.INITIALIZED, "Initialized"),
        new Line(DpsStatus.GET_TIME, "Get time"),
        new Line(DpsStatus.HAS_TIME, "Has time"),
        new Line(DpsStatus.GET_OWNER, "Get owner"),
        new Line(DpsStatus.HAS_OWNER, "Has owner"),
        new Line(DpsStatus.GET_CLOUD, "Get cloud configuration"),
        new Line(DpsStatus.HAS_CLOUD, "Has configured cloud"),
        new Line(DpsStatus.GET_CREDENTIALS, "Get credentials"),
        new Line(DpsStatus.HAS_CREDENTIALS, "Has credentials"),
        new Line(DpsStatus.GET_ACLS, "Get acls"),
        new Line(DpsStatus.HAS_ACLS, "Has set acls"),
        new Line(DpsStatus.CLOUD_STARTED, "Started cloud"),
        new Line(DpsStatus.RENEW_CREDENTIALS, "Renew credentials"),
        new Line(DpsStatus.TRANSIENT_FAILURE, "Transient failure"),
        new Line(DpsStatus.FAILURE, "Failure")
    };

    private StatusText() {}

    /** The heading and one line for each flag, in a fixed order. */
    static String of(Set<DpsStatus> status) {
        StringBuilder text = new StringBuilder("\nDPS Manager Status:\n");
        if (status.isEmpty()) {
            text.append("\t\t-Uninitialized\n");
        }
        for (Line line : LINES) {
            if (status.contains(line.flag())) {
                text.append("\t\t-").append(line.label()).append('\n');
            }
        }
        return text.toString();
    }
}
