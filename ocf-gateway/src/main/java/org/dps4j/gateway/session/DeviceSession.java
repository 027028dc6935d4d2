package org.dps4j.gateway.session;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.dps4j.loop.Cancellable;
import org.dps4j.protocol.coap.CoapConnection;
import org.jspecify.annotations.Nullable;

/** A device on its connection: who it is by its certificate, and whether it is signed in. Confined to the loop. */
public final class DeviceSession {

    private static final Cancellable NOTHING = () -> {};

    private final CoapConnection connection;
    private final DeviceIdentity identity;
    private @Nullable SignedIn signedIn;
    private Cancellable deadline = NOTHING;
    private boolean closing;

    /**
     * What there is while a device is signed in.
     *
     * @param owner whose device it is
     * @param until when the sign-in ends
     */
    record SignedIn(String owner, Instant until, DeviceLine line, Watch watch) {}

    DeviceSession(CoapConnection connection, DeviceIdentity identity) {
        this.connection = connection;
        this.identity = identity;
    }

    /** The session of a connection. Throws {@link IllegalStateException} for one that no device identity came with. */
    public static DeviceSession of(CoapConnection connection) {
        return connection.attachments().get(DeviceSession.class);
    }

    /** Who the peer is by its certificate; the only device it can speak for. */
    public UUID deviceId() {
        return identity.deviceId();
    }

    /** Whose device it is, while it is signed in. */
    public Optional<String> owner() {
        return Optional.ofNullable(signedIn).map(SignedIn::owner);
    }

    /** The connection it came on. */
    public CoapConnection connection() {
        return connection;
    }

    Optional<SignedIn> signedIn() {
        return Optional.ofNullable(signedIn);
    }

    void signedIn(SignedIn changed) {
        signedIn = changed;
    }

    void signedOut() {
        signedIn = null;
    }

    /** Puts one timer in place of the one before. */
    void deadline(Cancellable timer) {
        deadline.cancel();
        deadline = timer;
    }

    /** Closes the connection, which is gone a moment later. */
    void close() {
        closing = true;
        connection.close();
    }

    /** Whether its connection is gone, or is being closed by us. */
    boolean isOver() {
        return closing || connection.closed().toCompletableFuture().isDone();
    }

    void end() {
        deadline.cancel();
    }
}
