package org.dps4j.demo.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.dps4j.demo.pki.Manufacturer;
import org.dps4j.demo.pki.PkiDirectoryException;
import org.dps4j.dps.MissingManufacturerCertificateException;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.loop.Loop;
import org.jspecify.annotations.Nullable;

/** Many devices in this process, of which a few at a time are on their way. For one thread. */
public final class Fleet implements AutoCloseable {

    /** The most devices of one fleet. */
    public static final int MAX_SIZE = 10_000;

    private static final int ON_THEIR_WAY = 20;

    private final int size;
    private final Manufacturer manufacturer;
    private final Supplier<Loop> loops;
    private final DpsEndpoint service;
    private final LongSupplier nanoTime;
    private final Queue<FleetNews> news = new ConcurrentLinkedQueue<>();
    private final List<FleetDevice> devices = new ArrayList<>();
    private final List<Journey> journeys = new ArrayList<>();
    private int failedAttempts;
    private @Nullable FleetNews trouble;

    /**
     * A fleet whose devices are made one after the other.
     *
     * @param loops gives each device its loop; a few loops serve them all
     */
    public Fleet(
            int size, Manufacturer manufacturer, Supplier<Loop> loops, DpsEndpoint service, LongSupplier nanoTime) {
        if (size < 1 || size > MAX_SIZE) {
            throw new IllegalArgumentException("expected 1 to " + MAX_SIZE + " devices, found " + size);
        }
        this.size = size;
        this.manufacturer = manufacturer;
        this.loops = loops;
        this.service = service;
        this.nanoTime = nanoTime;
    }

    /** Takes in what devices reported, and sends further ones on their way. */
    public void advance() throws PkiDirectoryException {
        for (FleetNews item = news.poll(); item != null; item = news.poll()) {
            if (item instanceof FleetNews.Online online) {
                journeys.add(online.journey());
            } else {
                failedAttempts++;
                trouble = item;
            }
        }
        while (devices.size() < size && devices.size() - journeys.size() < ON_THEIR_WAY) {
            devices.add(next());
        }
    }

    private FleetDevice next() throws PkiDirectoryException {
        String name = "fleet-" + (devices.size() + 1);
        Manufacturer.Product product = manufacturer.make(name);
        try {
            return FleetDevice.start(name, manufacturer, product, loops.get(), service, nanoTime, news::add);
        } catch (MissingManufacturerCertificateException e) {
            throw new IllegalStateException("a device lost the certificate it was just given", e);
        }
    }

    /** How many devices have been online. */
    public int online() {
        return journeys.size();
    }

    /** How many devices there are to be. */
    public int size() {
        return size;
    }

    /** The ways of those that have been online. */
    public List<Journey> journeys() {
        return List.copyOf(journeys);
    }

    /** How many steps failed, and were or will be tried again. */
    public int failedAttempts() {
        return failedAttempts;
    }

    /** What failed last, in words. */
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble).map(FleetNews::toString);
    }

    /** Ends all devices; waits for them. */
    @Override
    public void close() {
        devices.forEach(FleetDevice::close);
    }
}
