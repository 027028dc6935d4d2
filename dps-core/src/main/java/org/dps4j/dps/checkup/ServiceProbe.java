package org.dps4j.dps.checkup;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.dps4j.device.security.credential.Identity;
import org.dps4j.device.time.DeviceClock;
import org.dps4j.dps.DpsConfig;
import org.dps4j.dps.checkup.ServiceReport.Stop;
import org.dps4j.dps.checkup.ServiceReport.ToldTime;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.machine.Failure;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.dps.step.TimeStep;
import org.dps4j.dps.transport.Dial;
import org.dps4j.dps.transport.DpsConnection;
import org.dps4j.dps.transport.StepResponse;
import org.dps4j.dps.transport.Transport;
import org.dps4j.loop.Cancellable;
import org.dps4j.loop.Loop;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.time.TimeAnswer;

/**
 * Goes the way to one service as a start does, without going through with it: looks its host up, connects, asks for the
 * time and connects once more where dates count. Used once, on the loop.
 */
final class ServiceProbe {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String NAMES = "see to the endpoint and the name server";

    private final Loop loop;
    private final Executor workers;
    private final HostNames names;
    private final Transport transport;
    private final DpsConfig config;
    private final DpsEndpoint endpoint;
    private final Identity identity;
    private final CompletableFuture<ServiceReport> report = new CompletableFuture<>();
    private final List<String> addresses = new ArrayList<>();
    private final List<DpsConnection> opened = new ArrayList<>();
    private Optional<ToldTime> time = Optional.empty();
    private Check now = Check.DNS;

    ServiceProbe(
            Loop loop,
            Executor workers,
            HostNames names,
            Transport transport,
            DpsConfig config,
            DpsEndpoint endpoint,
            Identity identity) {
        this.loop = loop;
        this.workers = workers;
        this.names = names;
        this.transport = transport;
        this.config = config;
        this.endpoint = endpoint;
        this.identity = identity;
    }

    /** Completes, on the loop, within {@code limit}. */
    CompletionStage<ServiceReport> go(Duration limit) {
        Cancellable end = loop.schedule(
                limit, () -> stop(new Stop(now, "not done within the " + limit.toSeconds() + " s of a checkup", "")));
        lookUp();
        return report.whenComplete((done, failure) -> {
            end.cancel();
            opened.forEach(DpsConnection::close);
        });
    }

    private void lookUp() {
        String host = endpoint.host();
        Cancellable slow = loop.schedule(
                PATIENCE, () -> stop(new Stop(Check.DNS, "no answer within " + PATIENCE.toSeconds() + " s", NAMES)));
        try {
            workers.execute(() -> {
                List<String> found = names.addressesOf(host);
                loop.execute(() -> {
                    slow.cancel();
                    lookedUp(found);
                });
            });
        } catch (RejectedExecutionException e) {
            slow.cancel();
            stop(new Stop(Check.DNS, String.valueOf(e.getMessage()), "try again"));
        }
    }

    private void lookedUp(List<String> found) {
        if (report.isDone()) {
            return;
        }
        if (found.isEmpty()) {
            stop(new Stop(Check.DNS, "no address found", NAMES));
            return;
        }
        addresses.addAll(found);
        now = Check.TCP;
        then(connect(ProvisioningStep.TIME, loop.now()), this::ask, Stops::connecting);
    }

    private void ask(DpsConnection connection) {
        now = Check.SERVICE;
        then(connection.request(TimeStep.REQUEST, PATIENCE), this::read, Stops::asking);
    }

    private void read(StepResponse response) {
        opened.forEach(DpsConnection::close);
        String remedy = "see to the log of the service, and what listens at the endpoint";
        Optional<Failure> refusal = response.refusal();
        if (refusal.isPresent()) {
            stop(new Stop(Check.SERVICE, refusal.get().describe(), remedy));
            return;
        }
        try {
            Instant theirs = TimeAnswer.CODEC.decode(response.body().toArray()).time();
            time = Optional.of(new ToldTime(theirs, loop.now()));
        } catch (PayloadException e) {
            stop(new Stop(Check.SERVICE, "its time cannot be read: " + e.getMessage(), remedy));
            return;
        }
        now = Check.TLS;
        then(
                connect(
                        ProvisioningStep.OWNER,
                        DeviceClock.certificateTime(time.get().theirs(), loop.now())),
                connection -> end(Optional.empty()),
                Stops::connectingAgain);
    }

    private CompletionStage<DpsConnection> connect(ProvisioningStep step, Instant at) {
        return transport
                .connect(new Dial(
                        endpoint,
                        identity,
                        config.serverTrust(step, endpoint, identity, at),
                        request -> Optional.empty()))
                .whenComplete((connection, failure) -> {
                    if (connection != null) {
                        opened.add(connection);
                    }
                });
    }

    private <T> void then(CompletionStage<T> stage, Consumer<T> next, Function<Throwable, Stop> stopped) {
        var unused = stage.whenComplete((value, failure) -> {
            if (report.isDone()) {
                opened.forEach(DpsConnection::close);
            } else if (failure != null) {
                stop(stopped.apply(failure));
            } else {
                next.accept(value);
            }
        });
    }

    private void stop(Stop stop) {
        end(Optional.of(stop));
    }

    private void end(Optional<Stop> stop) {
        report.complete(new ServiceReport(endpoint, addresses, time, stop));
    }
}
