package org.dps4j.device.server;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.dps4j.device.StoreException;
import org.dps4j.device.resource.AnswerCode;
import org.dps4j.device.resource.Resource;
import org.dps4j.device.resource.ResourceAnswer;
import org.dps4j.device.resource.ResourceRequest;
import org.dps4j.loop.Cancellable;
import org.dps4j.loop.Loop;
import org.dps4j.protocol.payload.PayloadException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a resource, and makes an answer of whatever it does: an unusable body is 4.00, an exception 5.00, and silence, or
 * a change that cannot be stored, 5.03, for a cloud holds back everything else until it is answered.
 */
final class Handling {

    private static final Logger LOG = LoggerFactory.getLogger(Handling.class);

    private final Loop loop;
    private final Duration longest;

    /** @param longest how long a resource may take */
    Handling(Loop loop, Duration longest) {
        this.loop = loop;
        this.longest = longest;
    }

    /** Asks {@code resource}; the future completes on the loop and never fails. */
    CompletableFuture<ResourceAnswer> ask(Resource resource, ResourceRequest request) {
        CompletableFuture<ResourceAnswer> answered = new CompletableFuture<>();
        try {
            CompletableFuture<ResourceAnswer> asked = resource.answer(request)
                    .toCompletableFuture()
                    .thenApply(answer -> Objects.requireNonNull(answer, "expected an answer, found null"));
            if (asked.isDone() && !asked.isCompletedExceptionally()) {
                answered.complete(asked.join());
                return answered;
            }
            Cancellable deadline = loop.schedule(longest, () -> {
                if (answered.complete(ResourceAnswer.error(
                        AnswerCode.SERVICE_UNAVAILABLE, "no answer within " + longest.toSeconds() + " s"))) {
                    LOG.warn("{} {} was not answered within {}", request.method(), request.path(), longest);
                }
            });
            var unused = asked.whenComplete((answer, failure) -> onLoop(() -> {
                deadline.cancel();
                answered.complete(failure == null ? answer : failed(request, failure));
            }));
        } catch (PayloadException e) {
            answered.complete(ResourceAnswer.badRequest(String.valueOf(e.getMessage())));
        } catch (RuntimeException | Error e) {
            answered.complete(failed(request, e));
        }
        return answered;
    }

    /** At once where this is the loop already, so that an answer goes out before what its request set off. */
    private void onLoop(Runnable task) {
        if (loop.inLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }

    private static ResourceAnswer failed(ResourceRequest request, Throwable failure) {
        Throwable cause = failure.getCause() instanceof PayloadException ? failure.getCause() : failure;
        if (cause instanceof PayloadException) {
            return ResourceAnswer.badRequest(String.valueOf(cause.getMessage()));
        }
        Optional<StoreException> unstored = storeFailure(failure);
        if (unstored.isPresent()) {
            LOG.warn(
                    "{} {} is not done: {}",
                    request.method(),
                    request.path(),
                    unstored.get().getMessage());
            return ResourceAnswer.error(
                    AnswerCode.SERVICE_UNAVAILABLE,
                    "it cannot be stored now, and nothing has changed; try again later");
        }
        LOG.error("{} {} failed", request.method(), request.path(), failure);
        return ResourceAnswer.of(AnswerCode.INTERNAL_SERVER_ERROR);
    }

    private static Optional<StoreException> storeFailure(Throwable failure) {
        Throwable at = failure;
        while (at instanceof CompletionException && at.getCause() != null) {
            at = at.getCause();
        }
        return at instanceof StoreException unstored ? Optional.of(unstored) : Optional.empty();
    }
}
