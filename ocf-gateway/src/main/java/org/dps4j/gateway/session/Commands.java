package org.dps4j.gateway.session;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.dps4j.gateway.shadow.Presence.State;
import org.dps4j.gateway.shadow.ShadowEvent;
import org.dps4j.gateway.shadow.Shadows;
import org.dps4j.loop.Cancellable;
import org.dps4j.loop.Loop;
import org.dps4j.protocol.coap.MessageTooLargeException;
import org.dps4j.protocol.coap.RequestTimeoutException;
import org.dps4j.protocol.payload.PayloadException;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Response;

/**
 * Brings commands to devices. One for a device that is offline may wait for it (ocf-cloud 6.4), for as long as its sender
 * has patience and while there is room. May be called by any thread; results come on the gateway's loop.
 */
public final class Commands {

    private final Sessions sessions;
    private final Shadows shadows;
    private final Loop loop;
    private final int limit;
    private final Map<UUID, Deque<Pending>> pending = new HashMap<>();

    private record Pending(Command command, CompletableFuture<CommandResult> result, Cancellable timer) {}

    /** @param limit how many commands may wait for one device that is offline */
    public Commands(Sessions sessions, Shadows shadows, Loop loop, int limit) {
        this.sessions = sessions;
        this.shadows = shadows;
        this.loop = loop;
        this.limit = limit;
        shadows.listen(event -> {
            if (event instanceof ShadowEvent.PresenceChanged changed
                    && changed.presence().state() == State.ONLINE) {
                deliver(changed.deviceId());
            } else if (event instanceof ShadowEvent.Removed) {
                refuseAll(event.deviceId());
            }
        });
    }

    /**
     * What the device answers. Fails with {@link RefusedException}: 4.04 for a device that is not registered, 5.03 for one
     * that is offline or busy, 5.04 for one that does not answer, 5.02 for an answer that cannot be used, 4.13 for a
     * command too large for it.
     *
     * @param patience how long it may take until the device is online; zero not to wait at all
     */
    public CompletionStage<CommandResult> send(UUID deviceId, Command command, Duration patience) {
        CompletableFuture<CommandResult> result = new CompletableFuture<>();
        if (loop.inLoop()) {
            sendOnLoop(deviceId, command, patience, result);
        } else {
            loop.execute(() -> sendOnLoop(deviceId, command, patience, result));
        }
        return result;
    }

    private void sendOnLoop(
            UUID deviceId, Command command, Duration patience, CompletableFuture<CommandResult> result) {
        if (shadows.find(deviceId).isEmpty()) {
            result.completeExceptionally(new RefusedException(ResponseCode.NOT_FOUND, "no such device"));
            return;
        }
        Optional<DeviceLine> line = sessions.line(deviceId);
        if (line.isPresent()) {
            ask(line.get(), deviceId, command, result);
        } else if (patience.isZero() || patience.isNegative()) {
            result.completeExceptionally(offline());
        } else {
            await(deviceId, command, patience, result);
        }
    }

    private void await(UUID deviceId, Command command, Duration patience, CompletableFuture<CommandResult> result) {
        Deque<Pending> queue = pending.computeIfAbsent(deviceId, id -> new ArrayDeque<>());
        if (queue.size() >= limit) {
            result.completeExceptionally(new RefusedException(
                    ResponseCode.SERVICE_UNAVAILABLE, "more than " + limit + " commands wait for the device"));
            return;
        }
        Cancellable timer = loop.schedule(patience, () -> {
            queue.removeIf(waiting -> waiting.result() == result);
            result.completeExceptionally(offline());
        });
        queue.add(new Pending(command, result, timer));
    }

    private void deliver(UUID deviceId) {
        taken(deviceId).forEach(waiting -> sendOnLoop(deviceId, waiting.command(), Duration.ZERO, waiting.result()));
    }

    private void refuseAll(UUID deviceId) {
        taken(deviceId)
                .forEach(waiting -> waiting.result()
                        .completeExceptionally(new RefusedException(ResponseCode.NOT_FOUND, "no such device")));
    }

    private List<Pending> taken(UUID deviceId) {
        Deque<Pending> queue = pending.remove(deviceId);
        if (queue == null) {
            return List.of();
        }
        queue.forEach(waiting -> waiting.timer().cancel());
        return List.copyOf(queue);
    }

    private void ask(DeviceLine line, UUID deviceId, Command command, CompletableFuture<CommandResult> result) {
        line.ask(command.toRequest()).whenComplete((response, failure) -> {
            if (failure == null) {
                answered(deviceId, command, response, result);
            } else {
                result.completeExceptionally(refused(failure));
            }
        });
    }

    private void answered(UUID deviceId, Command command, Response response, CompletableFuture<CommandResult> result) {
        if (response.getCode() == ResponseCode.NOT_FOUND) {
            shadows.unpublish(deviceId, List.of(command.href()));
        }
        try {
            result.complete(CommandResult.of(response));
        } catch (PayloadException e) {
            result.completeExceptionally(new RefusedException(
                    ResponseCode.BAD_GATEWAY, "the answer of the device cannot be used: " + e.getMessage()));
        }
    }

    private static RefusedException refused(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof RefusedException refused) {
            return refused;
        } else if (cause instanceof RequestTimeoutException) {
            return new RefusedException(ResponseCode.GATEWAY_TIMEOUT, "the device did not answer in time");
        } else if (cause instanceof MessageTooLargeException) {
            return new RefusedException(ResponseCode.REQUEST_ENTITY_TOO_LARGE, String.valueOf(cause.getMessage()));
        }
        return new RefusedException(ResponseCode.SERVICE_UNAVAILABLE, "the device went offline");
    }

    private static RefusedException offline() {
        return new RefusedException(ResponseCode.SERVICE_UNAVAILABLE, "the device is offline");
    }
}
