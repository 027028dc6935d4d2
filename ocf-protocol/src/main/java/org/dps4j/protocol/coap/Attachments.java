package org.dps4j.protocol.coap;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the user of a connection keeps with it, by type: the verdict of a certificate check, a session. Thread-safe. A
 * connection starts with what its {@link PeerCertificateCheck} attached.
 */
public final class Attachments {

    private final Map<Class<?>, Object> values = new ConcurrentHashMap<>(2);

    /** An empty set of attachments, as a check gets it; public so that a check can be tested alone. */
    public Attachments() {}

    /** Keeps {@code value} as the one attachment of this type, in place of an earlier one. */
    public <T> void attach(Class<T> type, T value) {
        values.put(type, type.cast(value));
    }

    /** The attachment of this type, if there is one. */
    public <T> Optional<T> find(Class<T> type) {
        return Optional.ofNullable(type.cast(values.get(type)));
    }

    /** The attachment of this type. Throws {@link IllegalStateException} if nothing of this type was attached. */
    public <T> T get(Class<T> type) {
        return find(type)
                .orElseThrow(() -> new IllegalStateException(
                        "nothing of type " + type.getName() + " is attached to this connection"));
    }
}
