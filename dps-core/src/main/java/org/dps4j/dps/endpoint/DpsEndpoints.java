package org.dps4j.dps.endpoint;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.dps4j.loop.Cancellable;

/**
 * The provisioning services of one device, which the application and the service itself may change. Thread-safe. A
 * change is in effect from the next connection on.
 */
public final class DpsEndpoints {

    private final AtomicReference<EndpointList> list;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Consumer<Throwable> listenerFailed;

    /**
     * Begins with {@code list}.
     *
     * @param listenerFailed hears what a listener threw
     */
    public DpsEndpoints(EndpointList list, Consumer<Throwable> listenerFailed) {
        this.list = new AtomicReference<>(list);
        this.listenerFailed = listenerFailed;
    }

    /** The services as they are listed now. */
    public EndpointList list() {
        return Objects.requireNonNull(list.get());
    }

    /** The services in the order in which they were added. */
    public List<DpsEndpoint> all() {
        return list().all();
    }

    /** The service the device turns to; empty if there is none. */
    public Optional<DpsEndpoint> selected() {
        return list().selected();
    }

    /**
     * Adds a service, see {@link EndpointList#add}; false if its address is listed already, or if there are {@value
     * EndpointList#MOST} services.
     */
    public boolean add(DpsEndpoint endpoint) {
        return change(before -> before.all().size() < EndpointList.MOST ? before.add(endpoint) : before);
    }

    /** Removes a service, see {@link EndpointList#remove}; false if its address is not listed. */
    public boolean remove(DpsEndpoint endpoint) {
        return change(before -> before.remove(endpoint));
    }

    /** Selects a service, see {@link EndpointList#select}; false if its address is not listed or selected already. */
    public boolean select(DpsEndpoint endpoint) {
        return change(before -> before.select(endpoint));
    }

    /** Puts this service in place of all; false if it is the only one already. */
    public boolean replaceWith(DpsEndpoint endpoint) {
        return change(before -> EndpointList.of(endpoint));
    }

    /**
     * Replaces the list by what {@code change} makes of it; false if that is the same.
     *
     * @param change a pure function, for it is asked again where another thread was faster
     */
    public boolean change(UnaryOperator<EndpointList> change) {
        EndpointList before;
        EndpointList after;
        do {
            before = list();
            after = Objects.requireNonNull(change.apply(before), "no list; for no services it is EndpointList.EMPTY");
        } while (!list.compareAndSet(before, after));
        boolean changed = !after.equals(before);
        if (changed) {
            listeners.forEach(this::tell);
        }
        return changed;
    }

    private void tell(Runnable listener) {
        try {
            listener.run();
        } catch (RuntimeException | Error e) {
            listenerFailed.accept(e);
        }
    }

    /**
     * Has {@code listener} run after each change, in the thread that changes, until the returned handle is cancelled. What
     * it throws is logged and changes nothing.
     */
    public Cancellable onChange(Runnable listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
        return () -> listeners.remove(listener);
    }
}
