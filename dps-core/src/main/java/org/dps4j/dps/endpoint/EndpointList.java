package org.dps4j.dps.endpoint;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Provisioning services in the order in which they were added, and the selected one.
 *
 * @param all no address twice
 * @param selected one of them; empty exactly if there is none
 */
public record EndpointList(List<DpsEndpoint> all, Optional<DpsEndpoint> selected) {

    /** No service at all. */
    public static final EndpointList EMPTY = new EndpointList(List.of(), Optional.empty());

    /** How many services a list has at most. */
    public static final int MOST = 16;

    /** Copies the list; the selected one must be among them. */
    public EndpointList {
        all = List.copyOf(all);
        if (selected.isEmpty() != all.isEmpty() || !selected.map(all::contains).orElse(true)) {
            throw new IllegalArgumentException("of the endpoints " + all + " one is selected, not " + selected);
        }
        if (all.stream().map(DpsEndpoint::uri).distinct().count() != all.size()) {
            throw new IllegalArgumentException("no endpoint is listed twice: " + all);
        }
        if (all.size() > MOST) {
            throw new IllegalArgumentException("expected at most " + MOST + " endpoints, found " + all.size());
        }
    }

    /** The list with this one alone. */
    public static EndpointList of(DpsEndpoint only) {
        return new EndpointList(List.of(only), Optional.of(only));
    }

    /** The entry with this address. */
    public Optional<DpsEndpoint> find(URI uri) {
        return all.stream().filter(endpoint -> endpoint.uri().equals(uri)).findFirst();
    }

    /**
     * The list and one more at its end, which is selected if it is the first; unchanged if its address is listed. Throws
     * {@link IllegalArgumentException} if there are {@value #MOST} already.
     */
    public EndpointList add(DpsEndpoint added) {
        if (find(added.uri()).isPresent()) {
            return this;
        }
        List<DpsEndpoint> longer = new ArrayList<>(all);
        longer.add(added);
        return new EndpointList(longer, selected.or(() -> Optional.of(added)));
    }

    /**
     * The list without the one that has this address, whatever its name; if it was selected, the one after it is, after the
     * last one the first.
     */
    public EndpointList remove(DpsEndpoint endpoint) {
        Optional<DpsEndpoint> removed = find(endpoint.uri());
        if (removed.isEmpty()) {
            return this;
        }
        int index = all.indexOf(removed.get());
        List<DpsEndpoint> shorter = new ArrayList<>(all);
        shorter.remove(index);
        if (shorter.isEmpty()) {
            return EMPTY;
        }
        return new EndpointList(
                shorter, selected.equals(removed) ? Optional.of(shorter.get(index % shorter.size())) : selected);
    }

    /** The list with the one selected that has this address, whatever its name; unchanged if none has. */
    public EndpointList select(DpsEndpoint endpoint) {
        return find(endpoint.uri())
                .map(listed -> new EndpointList(all, Optional.of(listed)))
                .orElse(this);
    }

    /** The list with the one after the selected one selected, after the last one the first. */
    public EndpointList selectNext() {
        return selected.map(now -> select(all.get((all.indexOf(now) + 1) % all.size())))
                .orElse(this);
    }

    /**
     * The list after the selected service sent the device to another one: that one is selected, under the name of the one
     * that sent. That one stays listed, for the case that nobody answers where it sent to. A service that names itself
     * changes nothing. Where there are {@value #MOST} already, the one after the first goes that is not the sender.
     */
    public EndpointList redirect(URI to) {
        if (selected.isEmpty() || selected.get().uri().equals(to)) {
            return this;
        }
        DpsEndpoint sender = selected.get();
        EndpointList room =
                all.size() < MOST || find(to).isPresent() ? this : remove(all.get(sender.equals(all.get(1)) ? 2 : 1));
        EndpointList longer = room.add(new DpsEndpoint(to, sender.name()));
        return longer.select(longer.find(to).orElseThrow());
    }
}
