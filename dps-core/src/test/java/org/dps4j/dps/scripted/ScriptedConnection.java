package org.dps4j.dps.scripted;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dps4j.dps.machine.Failure;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.dps.machine.ResponseCode;
import org.dps4j.dps.transport.DpsConnection;
import org.dps4j.dps.transport.PeerAnswers;
import org.dps4j.dps.transport.PeerRequest;
import org.dps4j.dps.transport.StepRequest;
import org.dps4j.dps.transport.StepResponse;
import org.dps4j.dps.transport.TransportException;
import org.dps4j.loop.Cancellable;
import org.dps4j.loop.Loop;
import org.dps4j.protocol.Bytes;

/** A connection to a scripted service in virtual time. */
final class ScriptedConnection implements DpsConnection {

    private final Loop loop;
    private final ScriptedService service;
    private final PeerAnswers device;
    private final List<CompletableFuture<StepResponse>> inFlight = new ArrayList<>();
    private boolean open = true;

    ScriptedConnection(Loop loop, ScriptedService service, PeerAnswers device) {
        this.loop = loop;
        this.service = service;
        this.device = device;
    }

    @Override
    public CompletionStage<StepResponse> request(StepRequest request, Duration timeout) {
        CompletableFuture<StepResponse> answer = new CompletableFuture<>();
        if (!open) {
            answer.completeExceptionally(lost());
            return answer;
        }
        inFlight.add(answer);
        Cancellable deadline = loop.schedule(
                timeout, () -> answer.completeExceptionally(new TransportException(new Failure.NoAnswer(timeout))));
        var unused = answer.whenComplete((response, failure) -> deadline.cancel());
        loop.schedule(ScriptedTransport.LATENCY, () -> reply(request, answer));
        return answer;
    }

    private void reply(StepRequest request, CompletableFuture<StepResponse> answer) {
        if (!open) {
            return;
        }
        ProvisioningStep step = ScriptedService.stepOf(request.path()).orElseThrow();
        if (service.asksBefore(step)) {
            service.links()
                    .add(device.answer(new PeerRequest("/oic/res", List.of())).orElseThrow());
        }
        Reply reply = service.nextReply(step);
        if (reply instanceof Reply.Right) {
            content(answer, service.right(step, request));
        } else if (reply instanceof Reply.Code refusal) {
            answer.complete(new StepResponse(refusal.code(), Bytes.EMPTY, "as the script says", refusal.maxAge()));
        } else if (reply instanceof Reply.Body body) {
            content(answer, body.body());
        } else if (reply instanceof Reply.Made made) {
            content(answer, made.body().apply(service.answers(), request));
        } else if (reply instanceof Reply.Late late) {
            loop.schedule(late.by(), () -> content(answer, service.right(step, request)));
        } else if (reply instanceof Reply.Twice) {
            Bytes right = service.right(step, request);
            content(answer, right);
            loop.schedule(ScriptedTransport.LATENCY, () -> content(answer, right));
        } else if (reply instanceof Reply.Instead instead) {
            instead.action().run();
        } else if (reply instanceof Reply.Close) {
            cut();
        } else {
            assert reply instanceof Reply.Silence;
        }
    }

    private static void content(CompletableFuture<StepResponse> answer, Bytes body) {
        answer.complete(new StepResponse(ResponseCode.CONTENT, body, ""));
    }

    private static TransportException lost() {
        return new TransportException(new Failure.ConnectionLost("the service closed the connection"));
    }

    void cut() {
        end(new Failure.ConnectionLost("the service closed the connection"));
    }

    void end(Failure failure) {
        open = false;
        inFlight.forEach(answer -> answer.completeExceptionally(new TransportException(failure)));
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        cut();
    }
}
