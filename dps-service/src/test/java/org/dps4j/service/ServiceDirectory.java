package org.dps4j.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.dps4j.program.config.ConfigException;
import org.dps4j.service.config.ServiceConfig;
import org.dps4j.testkit.pki.PrivateKeyFormat;
import org.dps4j.testkit.pki.TestAuthority;
import org.dps4j.testkit.pki.TestCertificate;
import org.dps4j.testkit.pki.TestPki;

/** A directory with everything a service needs, minted for one test, and the configuration that names it. */
final class ServiceDirectory {

    static final String GROUP = "5b6ba9d5-0b17-4b33-8e67-6fbd5d7d9d3e";
    static final String HUB = "adebc667-1f2b-41e3-bf5c-6d6eabc68cc6";

    final TestAuthority manufacturer = TestPki.root("Manufacturer").mint();
    final TestAuthority factory = manufacturer.intermediate("Factory").mint();
    final TestAuthority serviceRoot = TestPki.root("Service root").mint();
    final TestAuthority identityAuthority =
            serviceRoot.intermediate("Identity CA").mint();
    final TestCertificate server = serviceRoot.server("localhost", "127.0.0.1").mint();
    private final Path directory;

    ServiceDirectory(Path directory) {
        this.directory = directory;
        write("server.pem", server.chainPem());
        writeSecret("server-key.pem", server.privateKeyPem(PrivateKeyFormat.PKCS8));
        write("identity-ca.pem", identityAuthority.withKey().chainPem() + serviceRoot.pem());
        writeSecret("identity-ca-key.pem", identityAuthority.withKey().privateKeyPem(PrivateKeyFormat.PKCS8));
        write("factory.pem", factory.pem() + manufacturer.pem());
        write("manufacturer.pem", manufacturer.pem());
    }

    /** A configuration with one group for the factory, any free ports and records in memory. */
    String yaml() {
        return """
                coap:
                  address: 127.0.0.1:0
                  certificateFile: server.pem
                  keyFile: server-key.pem
                http:
                  address: 127.0.0.1:0
                authority:
                  certificateFile: identity-ca.pem
                  keyFile: identity-ca-key.pem
                store:
                  file: memory
                hubs:
                  - id: %s
                    gateways: ["cloud.example:5684", "coaps+tcp://cloud.example:5685"]
                enrollmentGroups:
                  - id: %s
                    owner: "1"
                    certificateChainFile: factory.pem
                """.formatted(HUB, GROUP);
    }

    ServiceConfig config(String yaml) {
        try {
            return ServiceConfig.read(write("dps-service.yaml", yaml));
        } catch (ConfigException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    ServiceConfig config() {
        return config(yaml());
    }

    Path write(String name, String content) {
        try {
            return Files.writeString(directory.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writeSecret(String name, String content) {
        try {
            Files.setPosixFilePermissions(write(name, content), PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
