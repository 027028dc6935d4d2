package org.dps4j.device.cloud.machine;

import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.dps4j.device.cloud.CloudActivity;
import org.dps4j.device.cloud.CloudErrorCode;
import org.dps4j.device.cloud.CloudFailure;
import org.dps4j.device.cloud.CloudFlag;
import org.dps4j.device.cloud.CloudProvisioningStatus;

/**
 * All that the machine remembers.
 *
 * @param phase what it waits for
 * @param action what was requested last about account or session
 * @param goal what the device wants
 * @param tokens what is known of the tokens
 * @param session whether the device is signed in
 * @param attempt failed sign-ups and sign-ins, and sessions that were lost, since the last sign-up, Pong, or refresh while signed in
 * @param refreshAttempt failed refreshes since the last success
 * @param rejections sign-ins that were refused for their token since the last success
 * @param refusals sign-ups and refreshes that were refused since the device was last signed in
 * @param missedPings Pings in a row that were not answered
 * @param directory the directory
 * @param provisioning {@code cps}
 * @param lastError {@code clec}
 * @param cause why the last attempt failed; empty after a success
 * @param connection counts connections
 * @param request counts requests
 */
public record CloudState(
        CloudPhase phase,
        CloudAction action,
        Goal goal,
        Tokens tokens,
        Session session,
        int attempt,
        int refreshAttempt,
        int rejections,
        int refusals,
        int missedPings,
        Directory directory,
        CloudProvisioningStatus provisioning,
        CloudErrorCode lastError,
        Optional<CloudFailure> cause,
        long connection,
        long request) {

    /** Before the first start. */
    public static final CloudState INITIAL = new CloudState(
            CloudPhase.STOPPED,
            CloudAction.SIGN_UP,
            Goal.STAY,
            Tokens.NONE,
            Session.SIGNED_OUT,
            0,
            0,
            0,
            0,
            0,
            Directory.EMPTY,
            CloudProvisioningStatus.UNINITIALIZED,
            CloudErrorCode.NONE,
            Optional.empty(),
            0,
            0);

    public CloudState {
        Objects.requireNonNull(phase, "phase");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(goal, "goal");
        Objects.requireNonNull(tokens, "tokens");
        Objects.requireNonNull(session, "session");
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(provisioning, "provisioning");
        Objects.requireNonNull(lastError, "lastError");
        Objects.requireNonNull(cause, "cause");
        if (attempt < 0
                || refreshAttempt < 0
                || rejections < 0
                || refusals < 0
                || missedPings < 0
                || connection < 0
                || request < 0) {
            throw new IllegalArgumentException("counters are not negative");
        }
    }

    /** What is under way, or was last; empty while stopped. */
    Optional<CloudActivity> activity() {
        return switch (phase) {
            case STOPPED -> Optional.empty();
            case REQUESTING, PAUSING, REFUSED -> Optional.of(action.activity());
            case ONLINE -> Optional.of(directory.activity().ofCloud());
        };
    }

    /** The flags that hold for longer than one report. */
    public Set<CloudFlag> flags() {
        EnumSet<CloudFlag> flags = EnumSet.noneOf(CloudFlag.class);
        if (!tokens.isNone()) {
            flags.add(CloudFlag.REGISTERED);
        }
        if (session != Session.SIGNED_OUT) {
            flags.add(CloudFlag.LOGGED_IN);
        }
        return flags;
    }
}
