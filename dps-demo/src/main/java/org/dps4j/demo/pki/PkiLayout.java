package org.dps4j.demo.pki;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the files of a demo's PKI lie below {@code root}, the directory {@code pki_certs}.
 *
 * @param root the directory itself
 */
public record PkiLayout(Path root) {

    /** The directory's name beside a device program. */
    public static final String DIRECTORY = "pki_certs";

    /** What one device has from its factory. */
    public record DeviceFiles(Path serviceRoot, Path certificateChain, Path key) {

        static DeviceFiles in(Path directory) {
            return new DeviceFiles(
                    directory.resolve("dpsca.pem"), directory.resolve("mfgcrt.pem"), directory.resolve("mfgkey.pem"));
        }
    }

    /** The gateway's chain, leaf first, its key, and the root of the identity certificates of devices. */
    public record GatewayFiles(Path chain, Path key, Path trusted) {

        static GatewayFiles in(Path directory) {
            return new GatewayFiles(
                    directory.resolve("gateway.pem"),
                    directory.resolve("gateway-key.pem"),
                    directory.resolve("identity-root.pem"));
        }
    }

    public PkiLayout {
        root = root.toAbsolutePath().normalize();
    }

    /** The directory that holds this one: the home of its device. */
    public Path home() {
        return root.resolveSibling("");
    }

    /** The files of the device that reads this very directory. */
    public DeviceFiles device() {
        return DeviceFiles.in(root);
    }

    /** The home of one more device: a directory with a {@code pki_certs} of its own. */
    public Path deviceHome(String name) {
        return root.resolve("devices").resolve(name);
    }

    /** The chain with which the service's listener shows itself, leaf first. */
    public Path serverChain() {
        return root.resolve("service/server-chain.pem");
    }

    /** The key of the service's listener. */
    public Path serverKey() {
        return root.resolve("service/server-key.pem");
    }

    /** The manufacturer's authorities, by which the service knows its enrollment group: issuing first, root last. */
    public Path groupChain() {
        return root.resolve("service/manufacturer-chain.pem");
    }

    /** The authorities of the identity certificates: issuing first, root last. */
    public Path identityChain() {
        return root.resolve("service/identity-chain.pem");
    }

    /** The key that signs identity certificates. */
    public Path identityKey() {
        return root.resolve("service/identity-key.pem");
    }

    /** What the cloud's gateway shows and trusts. */
    public GatewayFiles gateway() {
        return GatewayFiles.in(root.resolve("gateway"));
    }

    /** The key with which the factory signs, for devices still to be made; no program of the demo reads it. */
    public Path manufacturerKey() {
        return root.resolve("factory/manufacturer-key.pem");
    }

    /** The first file that a complete PKI has and this one has not. */
    public Optional<Path> firstMissing() {
        DeviceFiles device = device();
        GatewayFiles gateway = gateway();
        return Stream.of(
                        List.of(device.serviceRoot(), device.certificateChain(), device.key()),
                        List.of(serverChain(), serverKey(), groupChain(), identityChain(), identityKey()),
                        List.of(gateway.chain(), gateway.key(), gateway.trusted()))
                .flatMap(List::stream)
                .filter(file -> !Files.isRegularFile(file))
                .findFirst();
    }
}
