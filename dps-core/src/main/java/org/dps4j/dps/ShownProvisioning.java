package org.dps4j.dps;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.dps4j.device.resource.core.Maintenance;
import org.dps4j.device.server.DeviceResources;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.endpoint.EndpointList;
import org.dps4j.dps.machine.Failure;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.dps.resource.ConfigurationResource;
import org.dps4j.dps.resource.Provisioning;
import org.dps4j.dps.resource.ProvisioningView;
import org.dps4j.loop.Loop;

/** What others see and order by the configuration resource, while there is one; whoever observes it hears what changes. */
final class ShownProvisioning implements Provisioning, DpsListener {

    private final DpsClient client;
    private final DeviceResources resources;
    private final ToldServices services;
    private final DpsLog log;
    private final Loop loop;
    private final Lock turn = new ReentrantLock();
    private final AtomicBoolean told = new AtomicBoolean();
    private volatile boolean shown;

    ShownProvisioning(DpsClient client, DeviceResources resources, ToldServices services, DpsLog log) {
        this.client = client;
        this.resources = resources;
        this.services = services;
        this.log = log;
        this.loop = resources.device().loop();
    }

    /** Shows it, unless the client is closed; says whether it is shown. */
    boolean show() {
        turn.lock();
        try {
            if (services.now().wish() == ClientLife.Wish.CLOSED) {
                return false;
            }
            if (!shown) {
                resources.add(ConfigurationResource.of(this));
                shown = true;
            }
            return true;
        } finally {
            turn.unlock();
        }
    }

    void hide() {
        turn.lock();
        try {
            if (shown) {
                shown = false;
                resources.remove(ConfigurationResource.HREF);
            }
        } catch (RejectedExecutionException theLoopHasEnded) {
            // it is gone, and nobody is left who could be told so
            return;
        } finally {
            turn.unlock();
        }
    }

    /** Tells those who observe it, once for all that changes until the loop comes to it. May be called from any thread. */
    void changed() {
        if (shown && told.compareAndSet(false, true)) {
            loop.execute(() -> {
                told.set(false);
                resources.changed(ConfigurationResource.HREF);
            });
        }
    }

    @Override
    public void onStatusChanged(Snapshot snapshot) {
        changed();
    }

    @Override
    public void onStepStarted(ProvisioningStep step, int attempt, DpsEndpoint endpoint) {
        changed();
    }

    @Override
    public void onStepFailed(ProvisioningStep step, Failure failure, Duration nextAttemptIn) {
        changed();
    }

    @Override
    public ProvisioningView view() {
        Snapshot now = client.snapshot();
        return new ProvisioningView(now.status(), now.lastError(), services.list());
    }

    @Override
    public Maintenance maintenance() {
        return resources.maintenance();
    }

    @Override
    public CompletionStage<Reception> provisionAgain(Optional<EndpointList> others) {
        ClientLife asked = services.now();
        if (asked.wish() == ClientLife.Wish.RESETTING) {
            return CompletableFuture.completedFuture(Reception.PUT_OFF);
        }
        return others.map(list -> services.replaceBy(list, asked))
                .orElse(CompletableFuture.completedFuture(Reception.TAKEN))
                .thenApply(reception -> {
                    if (reception == Reception.TAKEN) {
                        loop.execute(() -> provisionAgain(asked));
                    }
                    return reception;
                });
    }

    private void provisionAgain(ClientLife asked) {
        try {
            client.provisionAgain(asked);
        } catch (MissingManufacturerCertificateException | IllegalStateException e) {
            log.log(Level.WARNING, "the device is not provisioned again: " + e.getMessage());
        }
    }
}
