package org.dps4j.dps;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.dps4j.device.Device;
import org.dps4j.device.cloud.CloudClient;
import org.dps4j.device.server.DeviceResources;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.endpoint.EndpointList;
import org.dps4j.dps.transport.CoapTransport;
import org.dps4j.dps.transport.Transport;
import org.dps4j.protocol.coap.NettyLoop;
import org.jspecify.annotations.Nullable;

/** Collects what a {@link DpsClient} needs; not thread-safe. */
public final class DpsClientBuilder {

    final Device device;
    final List<DpsListener> listeners = new ArrayList<>();
    DpsConfig config = DpsConfig.DEFAULTS;
    EndpointList endpoints = EndpointList.EMPTY;
    DpsLog log;
    private @Nullable CloudClient cloud;
    private @Nullable Transport transport;
    Optional<DeviceResources> resources = Optional.empty();

    DpsClientBuilder(Device device) {
        this.device = Objects.requireNonNull(device, "device");
        DpsLog shared = DpsLog.slf4j();
        this.log = (level, line) -> shared.log(level, "device " + device.state().id() + ": " + line);
    }

    /** How to provision; {@link DpsConfig#DEFAULTS} otherwise. */
    public DpsClientBuilder config(DpsConfig how) {
        this.config = Objects.requireNonNull(how, "how");
        return this;
    }

    /** Adds a service, see {@link EndpointList#add}; the first one added is selected. */
    public DpsClientBuilder endpoint(DpsEndpoint endpoint) {
        this.endpoints = endpoints.add(endpoint);
        return this;
    }

    /** Adds a service without a name. Throws {@link IllegalArgumentException} if it is no address of one. */
    public DpsClientBuilder endpoint(URI uri) {
        return endpoint(DpsEndpoint.of(uri));
    }

    /** Who takes over once everything is done; must be given. */
    public DpsClientBuilder cloud(CloudClient client) {
        this.cloud = Objects.requireNonNull(client, "client");
        return this;
    }

    /** The way to the services; CoAP over TLS or DTLS on the device's loop otherwise, which then is a {@link NettyLoop}. */
    public DpsClientBuilder transport(Transport way) {
        this.transport = Objects.requireNonNull(way, "way");
        return this;
    }

    /**
     * What answers a service that asks, and shows {@code /plgd/dps} after {@link DpsClient#addConfigurationResource}: the
     * resources that the cloud client shows. Otherwise a service sees what every device has.
     */
    public DpsClientBuilder resources(DeviceResources shown) {
        this.resources = Optional.of(shown);
        return this;
    }

    /** Who hears how it goes. */
    public DpsClientBuilder listener(DpsListener listener) {
        this.listeners.add(Objects.requireNonNull(listener, "listener"));
        return this;
    }

    /** Where it is written what is done; {@link DpsLog#slf4j()} otherwise, each line with the device's id before it. */
    public DpsClientBuilder log(DpsLog sink) {
        this.log = Objects.requireNonNull(sink, "sink");
        return this;
    }

    /** The client. It opens nothing before it is started. Throws {@link IllegalStateException} if a part is missing. */
    public DpsClient build() {
        if (cloud == null) {
            throw new IllegalStateException("a cloud client is needed: call cloud(...)");
        }
        resources.map(DeviceResources::device).filter(its -> its != device).ifPresent(its -> {
            throw new IllegalStateException(
                    "resources of device " + device.state().id() + " are needed, not of "
                            + its.state().id() + ": call resources(...) with its own");
        });
        return new DpsClient(this, cloud, transport == null ? coap(device) : transport);
    }

    private static Transport coap(Device device) {
        if (device.loop() instanceof NettyLoop loop) {
            return new CoapTransport(loop);
        }
        throw new IllegalStateException("a transport is needed for a device on a "
                + device.loop().getClass().getSimpleName() + ": call transport(...)");
    }
}
