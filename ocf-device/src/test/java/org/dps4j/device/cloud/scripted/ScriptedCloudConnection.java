package org.dps4j.device.cloud.scripted;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dps4j.device.cloud.CloudFailure;
import org.dps4j.device.cloud.transport.CloudConnection;
import org.dps4j.device.cloud.transport.CloudRequest;
import org.dps4j.device.cloud.transport.CloudResponse;
import org.dps4j.device.cloud.transport.CloudTransportException;
import org.dps4j.loop.Loop;

/** A connection to a scripted cloud. Lives on one loop. */
final class ScriptedCloudConnection implements CloudConnection, CloudSession {

    private final Loop loop;
    private final ScriptedCloud cloud;
    private final CompletableFuture<CloudFailure> closed = new CompletableFuture<>();
    private final List<CompletableFuture<?>> waiting = new ArrayList<>();
    private boolean signedIn;

    ScriptedCloudConnection(Loop loop, ScriptedCloud cloud) {
        this.loop = loop;
        this.cloud = cloud;
    }

    @Override
    public void signedIn(boolean whether) {
        signedIn = whether;
    }

    @Override
    public boolean isSignedIn() {
        return signedIn && isOpen();
    }

    boolean isOpen() {
        return !closed.isDone();
    }

    @Override
    public CompletionStage<CloudResponse> request(CloudRequest request, Duration timeout) {
        CompletableFuture<CloudResponse> answer = waiting(timeout);
        loop.schedule(ScriptedCloudTransport.LATENCY, () -> {
            if (isOpen()) {
                reply(request, answer);
            }
        });
        return answer;
    }

    private void reply(CloudRequest request, CompletableFuture<CloudResponse> answer) {
        CloudOperation operation = CloudOperation.of(request).orElseThrow();
        CloudReply reply = cloud.next(operation);
        if (reply instanceof CloudReply.Silence) {
            return;
        }
        if (reply instanceof CloudReply.Drop drop) {
            end(new CloudFailure.ConnectionLost(drop.how()));
            return;
        }
        if (reply instanceof CloudReply.Late late) {
            loop.schedule(late.by(), () -> deliver(operation, cloud.answer(operation, request, this), answer));
            return;
        }
        if (reply instanceof CloudReply.Twice) {
            CloudResponse right = cloud.answer(operation, request, this);
            deliver(operation, right, answer);
            loop.schedule(ScriptedCloudTransport.LATENCY, () -> answer.complete(right));
        } else if (reply instanceof CloudReply.Code code) {
            deliver(
                    operation,
                    ScriptedCloud.code(code.code().category(), code.code().detail()),
                    answer);
        } else if (reply instanceof CloudReply.Body body) {
            deliver(operation, ScriptedCloud.changed(body.body().toArray()), answer);
        } else {
            deliver(operation, cloud.answer(operation, request, this), answer);
        }
    }

    private void deliver(CloudOperation operation, CloudResponse response, CompletableFuture<CloudResponse> answer) {
        answer.complete(response);
        if (!response.code().isSuccess() && operation.closesOnError()) {
            loop.schedule(
                    Duration.ofMillis(10),
                    () -> end(new CloudFailure.ConnectionLost("the cloud closed after an error")));
        }
    }

    @Override
    public CompletionStage<Void> ping(Duration timeout) {
        CompletableFuture<Void> pong = waiting(timeout);
        loop.schedule(ScriptedCloudTransport.LATENCY, () -> {
            if (isOpen() && !cloud.isDeaf()) {
                pong.complete(null);
            }
        });
        return pong;
    }

    private <T> CompletableFuture<T> waiting(Duration timeout) {
        CompletableFuture<T> future = new CompletableFuture<>();
        waiting.add(future);
        if (!isOpen()) {
            fail(future, new CloudFailure.ConnectionLost("it was closed before"));
        }
        loop.schedule(timeout, () -> fail(future, new CloudFailure.NoAnswer(timeout)));
        return future;
    }

    private static void fail(CompletableFuture<?> future, CloudFailure failure) {
        future.completeExceptionally(new CloudTransportException(failure));
    }

    @Override
    public CompletionStage<CloudFailure> closed() {
        return closed;
    }

    @Override
    public void close() {
        end(new CloudFailure.ConnectionLost("closed by the device"));
    }

    void end(CloudFailure reason) {
        if (closed.complete(reason)) {
            List.copyOf(waiting).forEach(future -> fail(future, reason));
            waiting.clear();
        }
    }
}
