package org.dps4j.example;

import java.util.OptionalLong;
import java.util.Set;
import org.dps4j.device.cloud.CloudFlag;

/** How it stands with the cloud, as the program prints it. */
final class CloudStatusText {

    private CloudStatusText() {}

    /**
     * The heading and one line for each of {@code flags}, in a fixed order.
     *
     * @param before the flags of the report before this one
     * @param secondsLeft until the token ends, where it does
     */
    static String of(Set<CloudFlag> flags, Set<CloudFlag> before, OptionalLong secondsLeft) {
        StringBuilder text = new StringBuilder("\nCloud Manager Status:\n");
        if (flags.contains(CloudFlag.REGISTERED)) {
            line(text, "Registered");
        }
        if (flags.contains(CloudFlag.TOKEN_EXPIRY) && secondsLeft.isPresent()) {
            line(text, "Token Expiry: " + secondsLeft.getAsLong());
        }
        if (flags.contains(CloudFlag.FAILURE)) {
            line(text, "Failure");
        }
        if (flags.contains(CloudFlag.LOGGED_IN)) {
            line(text, "Logged In");
        }
        if (before.contains(CloudFlag.LOGGED_IN) && !flags.contains(CloudFlag.LOGGED_IN)) {
            line(text, "Logged Out");
        }
        if (flags.contains(CloudFlag.DEREGISTERED)) {
            line(text, "DeRegistered");
        }
        if (flags.contains(CloudFlag.REFRESHED_TOKEN)) {
            line(text, "Refreshed Token");
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String label) {
        text.append("\t\t-").append(label).append('\n');
    }
}
