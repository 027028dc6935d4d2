package org.dps4j.example;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.dps4j.device.StoreException;
import org.dps4j.device.UnreadableStateException;
import org.dps4j.device.store.StoreInspection;
import org.dps4j.device.store.UnreadableState;
import org.dps4j.dps.checkup.Check;
import org.dps4j.dps.checkup.Checkup;
import org.dps4j.dps.checkup.Finding;
import org.dps4j.dps.checkup.Setup;
import org.dps4j.dps.checkup.StoredState;
import org.dps4j.dps.transport.CoapTransport;
import org.dps4j.loop.Workers;
import org.dps4j.protocol.coap.NettyLoop;

/** A checkup of the device that this command line would start, within 55 s. It must not be called on the loop. */
final class DeviceCheckup {

    private static final Duration LIMIT = Duration.ofSeconds(55);

    private final Invocation.Check wanted;
    private final Surroundings around;
    private final NettyLoop loop;
    private final Workers workers;

    /** @param workers at least two: one for the disk, one for name servers */
    DeviceCheckup(Invocation.Check wanted, Surroundings around, NettyLoop loop, Workers workers) {
        this.wanted = wanted;
        this.around = around;
        this.loop = loop;
        this.workers = workers;
    }

    List<Finding> findings() throws InterruptedException {
        try {
            return CompletableFuture.supplyAsync(this::look, workers).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return List.of(Finding.fail(
                    Check.FILES,
                    "read " + around.certificates() + " and " + around.state(),
                    "not done within " + LIMIT.toSeconds() + " s",
                    "see to their disk"));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private List<Finding> look() {
        FactoryFiles files =
                FactoryFiles.read(around.certificates(), wanted.options().trust());
        StoreInspection store = new StoreInspection(around.state());
        List<Finding> findings = new ArrayList<>(files.findings());
        findings.add(holder(store.holder()));
        CoapTransport transport = new CoapTransport(loop);
        Setup setup = new Setup(
                files.material(),
                wanted.endpoint(),
                stored(store),
                wanted.options().provisioning());
        findings.addAll(new Checkup(loop, workers, transport)
                .run(setup)
                .whenComplete((found, failure) -> transport.close())
                .toCompletableFuture()
                .join());
        return findings.stream().sorted(Comparator.comparing(Finding::check)).toList();
    }

    private StoredState stored(StoreInspection store) {
        try {
            return store.state().<StoredState>map(StoredState.Kept::new).orElseGet(StoredState.Nothing::new);
        } catch (UnreadableStateException e) {
            String why = String.valueOf(e.getMessage());
            return wanted.options().unreadable() == UnreadableState.SET_ASIDE
                    ? new StoredState.SetAside(e.reason())
                    : new StoredState.Unreadable(
                            why + "; with " + CommandLineForm.SET_ASIDE + " this program does that");
        } catch (StoreException e) {
            return new StoredState.Unreadable(String.valueOf(e.getMessage()));
        }
    }

    private Finding holder(OptionalLong process) {
        String tried = "look who has " + around.state();
        return process.isPresent()
                ? Finding.warn(
                        Check.HOLDER,
                        tried,
                        "process " + process.getAsLong(),
                        "a start is refused until that one has ended")
                : Finding.ok(Check.HOLDER, tried, "nobody, as far as this system tells");
    }
}
