package org.dps4j.demo;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.dps4j.demo.cloud.CloudApi;
import org.dps4j.demo.pki.PkiLayout;
import org.dps4j.gateway.Gateway;
import org.dps4j.gateway.config.GatewayConfig;
import org.dps4j.service.ProvisioningService;
import org.dps4j.service.config.ServiceConfig;

/** A provisioning service and the cloud to which it sends its devices, in this process. */
final class ServiceAndCloud implements AutoCloseable {

    private final ProvisioningService service;
    private final Gateway gateway;
    private final Path records;

    /** Starts both with the certificates of {@code pki}; their files go to {@code directory}, devices come to {@code port}. */
    ServiceAndCloud(Path directory, PkiLayout pki, int port) throws Exception {
        this(directory, pki, port, settings -> settings);
    }

    /** As the constructor, with a service whose identity certificates end so soon. */
    static ServiceAndCloud issuingFor(Duration validity, Path directory, PkiLayout pki, int port) throws Exception {
        return new ServiceAndCloud(
                directory,
                pki,
                port,
                settings ->
                        settings.replace("authority:\n", "authority:\n  validity: " + validity.toSeconds() + "s\n"));
    }

    private ServiceAndCloud(Path directory, PkiLayout pki, int port, UnaryOperator<String> change) throws Exception {
        int gatewayPort = freePort();
        Path settings = Files.createDirectories(directory).resolve("service.yaml");
        Files.writeString(
                settings, change.apply(ServiceSettings.yaml(pki, port, 0, gatewayPort)) + "store:\n  file: records\n");
        records = directory.resolve("records");
        service = ProvisioningService.start(ServiceConfig.read(settings));
        Path cloud = directory.resolve("gateway.yaml");
        Files.writeString(
                cloud,
                GatewaySettings.yaml(
                        pki.gateway(), gatewayPort, 0, service.httpAddress().getPort()));
        gateway = Gateway.start(GatewayConfig.read(cloud));
    }

    CloudApi cloud() {
        return new CloudApi(gateway.page(), gateway.apiToken());
    }

    /** The file of the service's records, for after it was closed. */
    Path records() {
        return records;
    }

    /** A port that nobody listens at. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        gateway.close();
        service.close();
    }
}
