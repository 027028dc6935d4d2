package org.dps4j.device.time;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.dps4j.loop.Cancellable;
import org.dps4j.loop.Loop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The device's own clock: a time it was told plus the monotonic time since then, or the system's clock while it was
 * told none. It fires no timer. Confined to its loop.
 */
public final class DeviceClock {

    private static final Duration TRUSTED_LEAD = Duration.ofHours(1);

    private static final Logger LOG = LoggerFactory.getLogger(DeviceClock.class);

    private final Loop loop;
    private final List<Consumer<Instant>> listeners = new CopyOnWriteArrayList<>();
    private Optional<Instant> base = Optional.empty();
    private long baseNanos;
    private ClockStatus status = ClockStatus.SYNCING;

    /** A clock that was told no time yet. */
    public DeviceClock(Loop loop) {
        this.loop = loop;
    }

    /** Sets the clock to a time that a service told just now, and tells its listeners. */
    public void set(Instant time) {
        start(time, ClockStatus.IN_SYNC);
        for (Consumer<Instant> listener : listeners) {
            try {
                listener.accept(time);
            } catch (RuntimeException | Error e) {
                LOG.warn("a listener of the clock failed and is ignored", e);
            }
        }
    }

    /**
     * Adds a listener until the returned handle is cancelled: for a program that sets its machine's clock. It hears, on
     * the loop, each time that the clock is set to, but not the one that the store kept. May be called from any thread.
     */
    public Cancellable addListener(Consumer<Instant> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Sets the clock to the time that an earlier run of the program left in the store. */
    public void restore(Instant time) {
        start(time, ClockStatus.IN_SYNC_FROM_STORAGE);
    }

    /** Forgets the time: from now on the clock follows the system. */
    public void deactivate() {
        base = Optional.empty();
        status = ClockStatus.SYNCING;
    }

    /** Whether the clock was told a time. */
    public boolean isActive() {
        return base.isPresent();
    }

    /** How the clock came to its time. */
    public ClockStatus status() {
        return status;
    }

    /** The device's time: the time it was told, carried on, or else the system's. */
    public Instant now() {
        return base.map(time -> time.plusNanos(loop.nanoTime() - baseNanos)).orElseGet(loop::now);
    }

    /** The time at which certificates are checked, see {@link #certificateTime(Instant, Instant)}. */
    public Instant certificateTime() {
        return certificateTime(now(), loop.now());
    }

    /**
     * The time at which certificates are checked: the device's where it is more than an hour ahead of the system's,
     * which then plainly was never set, and else the system's.
     */
    public static Instant certificateTime(Instant deviceTime, Instant systemTime) {
        return deviceTime.isAfter(systemTime.plus(TRUSTED_LEAD)) ? deviceTime : systemTime;
    }

    private void start(Instant time, ClockStatus how) {
        base = Optional.of(time);
        baseNanos = loop.nanoTime();
        status = how;
    }
}
