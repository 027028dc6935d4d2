package org.dps4j.dps;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.dps4j.device.Device;
import org.dps4j.device.DeviceState;
import org.dps4j.device.security.credential.Identity;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.machine.Failure;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.dps.transport.Dial;
import org.dps4j.dps.transport.DpsConnection;
import org.dps4j.dps.transport.PeerAnswers;
import org.dps4j.dps.transport.Transport;
import org.dps4j.dps.transport.TransportException;
import org.dps4j.dps.trust.ServerTrust;

/** The one connection to a service: opened when a step needs it, kept while steps succeed. Confined to the loop. */
final class Connections {

    private final Device device;
    private final Supplier<DpsConfig> config;
    private final Transport transport;
    private final PeerAnswers answers;
    private Optional<DpsConnection> current = Optional.empty();
    private Optional<DpsEndpoint> peer = Optional.empty();

    Connections(Device device, Supplier<DpsConfig> config, Transport transport, PeerAnswers answers) {
        this.device = device;
        this.config = config;
        this.transport = transport;
        this.answers = answers;
    }

    /**
     * The open connection, or a new one to {@code endpoint}. Once {@code wanted} ceased to hold, none is dialled, one that
     * comes up is closed again, and the stage is cancelled.
     */
    CompletionStage<DpsConnection> forStep(ProvisioningStep step, DpsEndpoint endpoint, BooleanSupplier wanted) {
        if (current.filter(DpsConnection::isOpen).isPresent()) {
            return CompletableFuture.completedFuture(current.get());
        }
        disconnect();
        // a device that nobody owns yet takes itself over: from then on it may send requests
        return device.update(DeviceState::selfOwn)
                .thenCompose(state -> wanted.getAsBoolean() ? dial(step, endpoint, state) : unwanted())
                .thenCompose(connection -> keep(connection, endpoint, wanted));
    }

    /** Whom the connection is to, whatever was selected since it came up; empty if there is none. */
    Optional<DpsEndpoint> peer() {
        return peer;
    }

    private CompletionStage<DpsConnection> dial(ProvisioningStep step, DpsEndpoint endpoint, DeviceState state) {
        Optional<Identity> identity = state.credentials().manufacturerIdentity();
        if (identity.isEmpty()) {
            return CompletableFuture.failedFuture(new TransportException(
                    new Failure.LocalFault("the manufacturer certificate was removed; install it again")));
        }
        ServerTrust trust = config.get()
                .serverTrust(step, endpoint, identity.get(), device.clock().certificateTime());
        return transport.connect(new Dial(endpoint, identity.get(), trust, answers));
    }

    private CompletionStage<DpsConnection> keep(
            DpsConnection connection, DpsEndpoint endpoint, BooleanSupplier wanted) {
        if (!wanted.getAsBoolean()) {
            connection.close();
            return unwanted();
        }
        current = Optional.of(connection);
        peer = Optional.of(endpoint);
        return CompletableFuture.completedFuture(connection);
    }

    private static CompletionStage<DpsConnection> unwanted() {
        CompletableFuture<DpsConnection> unwanted = new CompletableFuture<>();
        unwanted.cancel(false);
        return unwanted;
    }

    void disconnect() {
        Optional<DpsConnection> last = current;
        current = Optional.empty();
        peer = Optional.empty();
        last.ifPresent(DpsConnection::close);
    }

    void close() {
        disconnect();
        transport.close();
    }
}
