package org.dps4j.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.dps4j.device.DeviceState;
import org.dps4j.device.store.FileDeviceStore;
import org.dps4j.protocol.Bytes;

/** The directory in which a device's program keeps its state, seen from outside. */
final class StateDirectory implements AutoCloseable {

    private final Path directory;
    private final Path copies;
    private final WatchService watch;

    /** Watches {@code directory}, which it makes if need be. */
    StateDirectory(Path directory) throws IOException {
        this.directory = Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        this.copies = Files.createTempDirectory(directory.getParent(), "copies");
        this.watch = directory.getFileSystem().newWatchService();
        directory.register(
                watch,
                StandardWatchEventKinds.ENTRY_CREATE,
                StandardWatchEventKinds.ENTRY_MODIFY,
                StandardWatchEventKinds.ENTRY_DELETE);
    }

    /** Forgets what happened so far. */
    void forget() {
        for (WatchKey key = watch.poll(); key != null; key = watch.poll()) {
            key.pollEvents();
            key.reset();
        }
    }

    /** Returns when files came, went or changed so often, or when {@code givenUp} says so. */
    void awaitChanges(int number, BooleanSupplier givenUp) throws InterruptedException {
        int seen = 0;
        while (seen < number && !givenUp.getAsBoolean()) {
            WatchKey key = watch.poll(50, TimeUnit.MILLISECONDS);
            if (key != null) {
                seen += key.pollEvents().size();
                key.reset();
            }
        }
    }

    /** What is stored now, read from a copy, for the program has locked the directory. */
    Optional<DeviceState> stored() throws IOException {
        Path file = directory.resolve("device.cbor");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Files.copy(file, copies.resolve("device.cbor"), StandardCopyOption.REPLACE_EXISTING);
        try (FileDeviceStore store = new FileDeviceStore(copies, Runnable::run)) {
            return store.load().toCompletableFuture().join();
        }
    }

    /** Every byte of every file in it. */
    Map<String, Bytes> content() throws IOException {
        Map<String, Bytes> content = new HashMap<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                content.put(directory.relativize(file).toString(), Bytes.copyOf(Files.readAllBytes(file)));
            }
        }
        return content;
    }

    /** That it holds what a device keeps, and nothing else. */
    void assertTidy() throws IOException {
        assertThat(content().keySet()).isEqualTo(Set.of("device.cbor", "device.lock"));
    }

    @Override
    public void close() throws IOException {
        watch.close();
    }
}
