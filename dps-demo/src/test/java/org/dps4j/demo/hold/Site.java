package org.dps4j.demo.hold;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dps4j.program.StartException;
import org.dps4j.program.config.ConfigException;
import org.dps4j.service.ProvisioningService;
import org.dps4j.service.config.ServiceConfig;
import org.dps4j.testkit.pki.PrivateKeyFormat;
import org.dps4j.testkit.pki.TestAuthority;
import org.dps4j.testkit.pki.TestCertificate;
import org.dps4j.testkit.pki.TestPki;

/** A maker, an operator and the files of the operator's service, minted for one test. */
final class Site {

    final TestAuthority manufacturer = TestPki.root("Manufacturer").mint();
    final TestAuthority factory = manufacturer.intermediate("Factory").mint();
    final TestAuthority serviceRoot = TestPki.root("Service root").mint();
    private final Path directory;
    private String coapOptions = "";
    private String datagrams = "";
    private String groupOptions = "";
    private String store = "memory";

    /** A site whose service takes devices of its factory, keeps records in memory and has every default. */
    Site(Path directory) {
        this.directory = directory;
        TestAuthority identity = serviceRoot.intermediate("Identity CA").mint();
        write("identity-ca.pem", identity.withKey().chainPem() + serviceRoot.pem());
        write("identity-ca-key.pem", identity.withKey().privateKeyPem(PrivateKeyFormat.PKCS8));
        showing(serviceRoot.server("localhost", "127.0.0.1").mint());
        enrolling(factory);
    }

    /** The service started next shows this certificate. */
    Site showing(TestCertificate server) {
        write("server.pem", server.chainPem());
        write("server-key.pem", server.privateKeyPem(PrivateKeyFormat.PKCS8));
        return this;
    }

    /** The service started next takes devices of this authority. */
    Site enrolling(TestAuthority authority) {
        write("group.pem", authority.withKey().chainPem() + authority.withKey().rootPem());
        return this;
    }

    /** The group of the service started next has this line of YAML. */
    Site withGroupOption(String line) {
        groupOptions += "    " + line + "\n";
        return this;
    }

    /** The service started next listens under this line of YAML. */
    Site withCoapOption(String line) {
        coapOptions += "  " + line + "\n";
        return this;
    }

    /** The service started next listens for DTLS too, on this port, or on any for 0. */
    Site listeningForDatagramsAt(int port) {
        datagrams = "  dtlsAddress: 127.0.0.1:" + port + "\n";
        return this;
    }

    /** The service started next does not listen for DTLS. */
    Site withoutDatagrams() {
        datagrams = "";
        return this;
    }

    /** The service started next keeps its records in this file. */
    Site recordingIn(String file) {
        store = file;
        return this;
    }

    /** Starts the service on any free port. */
    ProvisioningService start() {
        return startAt(0);
    }

    /** Starts the service on this port. */
    ProvisioningService startAt(int port) {
        try {
            return ProvisioningService.start(config(port));
        } catch (StartException | ConfigException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    private ServiceConfig config(int port) throws ConfigException {
        return ServiceConfig.read(configFile(port));
    }

    /** The file from which a service starts that listens on this port. */
    Path configFile(int port) {
        return write("dps-service.yaml", """
                coap:
                  address: 127.0.0.1:%d
                  certificateFile: server.pem
                  keyFile: server-key.pem
                %shttp:
                  address: 127.0.0.1:0
                authority:
                  certificateFile: identity-ca.pem
                  keyFile: identity-ca-key.pem
                store:
                  file: %s
                enrollmentGroups:
                  - id: 5b6ba9d5-0b17-4b33-8e67-6fbd5d7d9d3e
                    owner: "1"
                    certificateChainFile: group.pem
                %s""".formatted(port, datagrams + coapOptions, store, groupOptions));
    }

    private Path write(String name, String content) {
        try {
            return Files.writeString(directory.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
