package org.dps4j.device.cloud.client;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.dps4j.device.Device;
import org.dps4j.device.DeviceState;
import org.dps4j.device.cloud.CloudFailure;
import org.dps4j.device.cloud.transport.CloudConnection;
import org.dps4j.device.cloud.transport.CloudDial;
import org.dps4j.device.cloud.transport.CloudTransport;
import org.dps4j.device.cloud.transport.CloudTransportException;
import org.dps4j.device.cloud.transport.CloudTrust;
import org.dps4j.device.security.credential.Identity;
import org.dps4j.protocol.pki.TrustAnchors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one connection to the cloud: opened when a request needs it, kept until it is dropped. Confined to the loop. */
final class Connection {

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final Device device;
    private final CloudTransport transport;
    private Optional<CloudConnection> current = Optional.empty();

    Connection(Device device, CloudTransport transport) {
        this.device = device;
        this.transport = transport;
    }

    Optional<CloudConnection> current() {
        return current;
    }

    /**
     * The open connection, or a new one. One that comes up after {@code wanted} ceased to hold is closed again, and the
     * stage is cancelled.
     *
     * @param lost hears when a new connection is gone
     */
    CompletionStage<CloudConnection> get(BooleanSupplier wanted, Consumer<CloudFailure> lost) {
        if (current.isPresent()) {
            return CompletableFuture.completedFuture(current.get());
        }
        return dial(device.state()).thenCompose(connection -> keep(connection, wanted, lost));
    }

    private CompletionStage<CloudConnection> dial(DeviceState state) {
        Optional<Identity> identity = state.identity();
        if (identity.isEmpty()) {
            return failed(new CloudFailure.LocalFault("the device has no identity certificate"));
        }
        CloudTrust trust = new CloudTrust(
                TrustAnchors.of(identity.get().trustAnchors()), device.clock().certificateTime());
        try {
            return transport.connect(new CloudDial(state.cloud().selected().uri(), identity.get(), trust));
        } catch (IllegalArgumentException e) {
            return failed(new CloudFailure.Unreachable(String.valueOf(e.getMessage())));
        }
    }

    private CompletionStage<CloudConnection> keep(
            CloudConnection connection, BooleanSupplier wanted, Consumer<CloudFailure> lost) {
        if (!wanted.getAsBoolean()) {
            closing(connection::close);
            CompletableFuture<CloudConnection> unwanted = new CompletableFuture<>();
            unwanted.cancel(false);
            return unwanted;
        }
        current = Optional.of(connection);
        var unused = connection.closed().thenAccept(reason -> {
            current = current.filter(its -> its != connection);
            lost.accept(reason);
        });
        return CompletableFuture.completedFuture(connection);
    }

    private static CompletionStage<CloudConnection> failed(CloudFailure failure) {
        return CompletableFuture.failedFuture(new CloudTransportException(failure));
    }

    void drop() {
        Optional<CloudConnection> last = current;
        current = Optional.empty();
        last.ifPresent(connection -> closing(connection::close));
    }

    void close() {
        drop();
        closing(transport::close);
    }

    private static void closing(Runnable close) {
        try {
            close.run();
        } catch (RuntimeException | Error e) {
            LOG.warn("the way to the cloud could not be closed, and the device goes on", e);
        }
    }
}
