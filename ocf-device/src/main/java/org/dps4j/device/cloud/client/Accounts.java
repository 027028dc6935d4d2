package org.dps4j.device.cloud.client;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dps4j.device.Device;
import org.dps4j.device.DeviceState;
import org.dps4j.device.cloud.CloudConfiguration;
import org.dps4j.device.cloud.CloudFailure;
import org.dps4j.device.cloud.CloudRegistration;
import org.dps4j.device.cloud.machine.CloudAction;
import org.dps4j.device.cloud.machine.CloudEvent;
import org.dps4j.device.cloud.machine.Grant;
import org.dps4j.device.cloud.machine.Grant.ServerAfter;
import org.dps4j.device.cloud.machine.TokenSize;
import org.dps4j.device.cloud.machine.Tokens;
import org.dps4j.device.cloud.transport.CloudTransportException;
import org.dps4j.device.security.Change;
import org.dps4j.protocol.Secret;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.account.RefreshAnswer;
import org.dps4j.protocol.payload.account.SignUpAnswer;
import org.dps4j.protocol.payload.session.SignInAnswer;

/** Keeps the device's account: reads what the cloud says about it, and has it stored. Confined to the loop. */
final class Accounts {

    static final String SCHEME = "coaps+tcp";

    private static final int LONGEST_ADDRESS = 1_024;
    private static final int HEADER = 38;
    private static final int LONGEST_HEADER = 181;
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final Device device;

    Accounts(Device device) {
        this.device = device;
    }

    /** What the machine may know of the stored tokens. */
    Tokens tokens() {
        DeviceState state = device.state();
        return state.cloud()
                .registration()
                .map(account -> new Tokens(
                        account.expiry().isEmpty() ? Tokens.Freshness.LASTING : Tokens.Freshness.STALE,
                        sizeOf(account, state.id())))
                .orElse(Tokens.NONE);
    }

    /** The account that was stored although the machine was told that the attempt failed. */
    Optional<CloudEvent> storedMeanwhile(CloudAction action, long request) {
        DeviceState state = device.state();
        return action == CloudAction.SIGN_UP
                ? state.cloud().registration().map(account -> new CloudEvent.SignedUp(request, grantOf(account, state)))
                : Optional.empty();
    }

    private Grant grantOf(CloudRegistration account, DeviceState state) {
        Optional<Duration> left = account.expiry()
                .map(expiry -> Duration.between(device.clock().now(), expiry))
                .map(time -> time.compareTo(SHORTEST) < 0 ? SHORTEST : time);
        return new Grant(left, sizeOf(account, state.id()), ServerAfter.SAME);
    }

    /** Reads the answer to {@code action}, has it stored, and completes with what the machine is to be told. */
    CompletionStage<CloudEvent> use(CloudAction action, long request, Attempt.Answer answered) {
        DeviceState asked = answered.asked();
        byte[] body = answered.response().body().toArray();
        try {
            return switch (action) {
                case SIGN_UP -> {
                    SignUpAnswer answer = SignUpAnswer.CODEC.decode(body);
                    yield store(
                                    asked,
                                    answer.userId(),
                                    answer.accessToken(),
                                    answer.refreshToken(),
                                    answer.expiresIn(),
                                    answer.redirect())
                            .thenApply(grant -> new CloudEvent.SignedUp(request, grant));
                }
                case REFRESH -> {
                    RefreshAnswer answer = RefreshAnswer.CODEC.decode(body);
                    yield store(
                                    asked,
                                    asked.cloud().registration().orElseThrow().userId(),
                                    answer.accessToken(),
                                    answer.refreshToken(),
                                    answer.expiresIn(),
                                    answer.redirect())
                            .thenApply(grant -> new CloudEvent.Refreshed(request, grant));
                }
                case SIGN_IN ->
                    CompletableFuture.completedFuture(new CloudEvent.SignedIn(
                            request, SignInAnswer.CODEC.decode(body).expiresIn()));
                case SIGN_OUT -> CompletableFuture.completedFuture(new CloudEvent.SignedOut(request));
                case SIGN_OFF -> CompletableFuture.completedFuture(new CloudEvent.SignedOff(request));
            };
        } catch (PayloadException e) {
            return failed(new CloudFailure.UnusableAnswer(e.where(), e.expected(), e.found()));
        }
    }

    private CompletionStage<Grant> store(
            DeviceState asked,
            String user,
            Secret access,
            Secret refresh,
            Optional<Duration> expiresIn,
            Optional<URI> redirect) {
        if (redirect.filter(to -> !SCHEME.equals(to.getScheme())).isPresent()) {
            return failed(new CloudFailure.UnusableAnswer(
                    "redirecturi",
                    "an address that begins with " + SCHEME + "://",
                    redirect.get().toString()));
        }
        int length = redirect.map(to -> to.toString().length()).orElse(0);
        if (length > LONGEST_ADDRESS) {
            return failed(new CloudFailure.UnusableAnswer(
                    "redirecturi", "an address of at most " + LONGEST_ADDRESS + " characters", "one of " + length));
        }
        CloudRegistration account = new CloudRegistration(
                user, access, refresh, expiresIn.map(device.clock().now()::plus));
        ServerAfter server = redirect.filter(
                        to -> !to.equals(asked.cloud().selected().uri()))
                .map(to -> ServerAfter.MOVED)
                .orElse(ServerAfter.SAME);
        return device.apply(state -> isSame(state, asked)
                        ? new Change.Applied<>(
                                state.withCloud(moved(state.cloud(), redirect).withRegistration(account)))
                        : new Change.Refused<>("an account for what the device is now", "one for what it was"))
                .thenCompose(change -> change instanceof Change.Refused<DeviceState> refused
                        ? failed(new CloudFailure.UnusableAnswer("", refused.expected(), refused.found()))
                        : CompletableFuture.completedFuture(new Grant(expiresIn, sizeOf(account, asked.id()), server)));
    }

    private static CloudConfiguration moved(CloudConfiguration cloud, Optional<URI> redirect) {
        return redirect.map(cloud::redirected).orElse(cloud);
    }

    private static boolean isSame(DeviceState now, DeviceState asked) {
        return now.id().equals(asked.id())
                && now.cloud().access().equals(asked.cloud().access());
    }

    private static <T> CompletableFuture<T> failed(CloudFailure failure) {
        return CompletableFuture.failedFuture(new CloudTransportException(failure));
    }

    private static TokenSize sizeOf(CloudRegistration account, UUID device) {
        String query = String.join("&", Requests.signOffQuery(account, device).toParts());
        return HEADER + query.getBytes(StandardCharsets.UTF_8).length <= LONGEST_HEADER
                ? TokenSize.SHORT
                : TokenSize.LONG;
    }
}
