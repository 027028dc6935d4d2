package org.dps4j.dps;

import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.dps4j.device.Device;
import org.dps4j.device.DeviceState;
import org.dps4j.device.cloud.CloudClient;
import org.dps4j.device.cloud.CloudConfiguration;
import org.dps4j.device.cloud.CloudFailure;
import org.dps4j.device.cloud.CloudListener;
import org.dps4j.device.cloud.CloudStatus;
import org.dps4j.dps.machine.Event;
import org.dps4j.dps.machine.Phase;
import org.dps4j.dps.observer.CloudObserver;
import org.dps4j.dps.observer.ObserverEffect;
import org.dps4j.dps.observer.ObserverEvent;
import org.dps4j.dps.observer.ObserverState;
import org.dps4j.loop.Cancellable;

/**
 * Runs what the cloud observer decides: owns its state and its timer. While a cloud client has not said yet how it stands,
 * only its refusals are listened to. Confined to the loop.
 */
final class CloudWatch implements CloudListener {

    private final Device device;
    private final CloudStart cloud;
    private final Supplier<DpsConfig> config;
    private final Consumer<Event> steps;
    private final DpsLog log;
    private final Cancellable listening;
    private Cancellable look = () -> {};
    private ObserverState state = ObserverState.INITIAL;
    private boolean reporting;

    CloudWatch(
            Device device,
            CloudClient watched,
            CloudStart cloud,
            Supplier<DpsConfig> config,
            Consumer<Event> steps,
            DpsLog log) {
        this.device = device;
        this.cloud = cloud;
        this.config = config;
        this.steps = steps;
        this.log = log;
        this.listening = watched.addListener(this);
    }

    /** Follows provisioning, which just heard {@code event} and is in {@code phase} now. */
    void follow(Event event, Phase phase) {
        if (event instanceof Event.CloudStarted && phase == Phase.PROVISIONED) {
            begin();
        } else if (event instanceof Event.StepsVoided && phase != Phase.PROVISIONED) {
            handle(new ObserverEvent.Interrupted());
        } else if (event instanceof Event.Stopped || event instanceof Event.Reset) {
            handle(new ObserverEvent.Stopped());
        }
    }

    private void begin() {
        CloudConfiguration started = device.state().cloud();
        boolean nothingToSee = !reporting || started.registration().isPresent();
        handle(new ObserverEvent.CloudStarted(
                started.selected(),
                started.servers().size(),
                nothingToSee ? ObserverEvent.Account.KNOWN : ObserverEvent.Account.NEW));
    }

    void close() {
        listening.cancel();
        look.cancel();
    }

    @Override
    public void onStatusChanged(CloudStatus status) {
        boolean first = !reporting;
        reporting = true;
        if (first && state.watch() == ObserverState.Watch.LISTENING) {
            begin();
        }
        handle(new ObserverEvent.StatusChanged(status.flags(), status.server()));
    }

    @Override
    public void onProvisioningNeeded(CloudFailure cause) {
        handle(new ObserverEvent.Refused());
    }

    private void handle(ObserverEvent event) {
        var transition = new CloudObserver(config.get().observer()).on(state, event);
        state = transition.state();
        transition.effects().forEach(this::run);
    }

    private void run(ObserverEffect effect) {
        if (effect instanceof ObserverEffect.ScheduleLook) {
            look.cancel();
            look = device.loop()
                    .schedule(config.get().observer().interval(), () -> handle(new ObserverEvent.LookDue()));
        } else if (effect instanceof ObserverEffect.CancelLook) {
            look.cancel();
        } else if (effect instanceof ObserverEffect.SelectNextServer) {
            selectNextServer();
        } else if (effect instanceof ObserverEffect.Provision again) {
            log.log(
                    Level.INFO,
                    "the cloud does not take the device, which is provisioned again from " + again.from() + " on");
            cloud.stop();
            steps.accept(new Event.StepsVoided(again.from()));
        } else {
            throw new AssertionError("no way to run " + effect);
        }
    }

    private void selectNextServer() {
        var unused = device.update(before -> before.withCloud(before.cloud().selectNext()))
                .thenCompose(this::start)
                .whenComplete((nothing, failure) -> {
                    if (failure != null) {
                        log.log(
                                Level.WARNING,
                                "the next server of the cloud cannot be turned to: " + Causes.of(failure));
                    }
                });
    }

    private CompletionStage<Void> start(DeviceState after) {
        return after.identity().isPresent() && state.watch() == ObserverState.Watch.LOOKING
                ? cloud.start()
                : CompletableFuture.completedFuture(null);
    }
}
