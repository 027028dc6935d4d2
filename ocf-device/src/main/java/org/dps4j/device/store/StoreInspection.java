package org.dps4j.device.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.dps4j.device.DeviceState;
import org.dps4j.device.StoreException;

/**
 * Looks at what a {@link FileDeviceStore} keeps in a directory, and at who has it, without changing anything and without
 * taking the directory. Blocks on the disk, so it must not be called on a loop; otherwise thread-safe.
 */
public final class StoreInspection {

    private static final Path LOCKS = Path.of("/proc/locks");
    private static final int LONGEST_LIST = 1 << 20;

    private final Path directory;
    private final Path locks;

    /** For the store in {@code directory}, which need not exist. */
    public StoreInspection(Path directory) {
        this(directory, LOCKS);
    }

    StoreInspection(Path directory, Path locks) {
        this.directory = directory;
        this.locks = locks;
    }

    /** What is kept, or nothing. Fails as the store would. */
    public Optional<DeviceState> state() throws StoreException {
        Path file = directory.resolve("device.cbor");
        Optional<byte[]> content;
        try {
            content = new SystemFiles().read(file, StateFile.LARGEST + 1);
        } catch (IOException e) {
            throw new StoreException(
                    file.toString(),
                    "a file that can be read",
                    e.getClass().getSimpleName() + " (" + e.getMessage() + ")",
                    "see to its rights and its disk",
                    e);
        }
        return content.isPresent() ? Optional.of(StateFile.decode(file.toString(), content.get())) : Optional.empty();
    }

    /**
     * The number of the process that has the directory; empty if none has, or if this system does not tell. It is read in
     * {@code /proc/locks}: to open the lock file would end a lock that this very process has on it.
     */
    public OptionalLong holder() {
        try {
            Object inode = Files.getAttribute(directory.resolve("device.lock"), "unix:ino");
            long device = ((Number) Files.getAttribute(directory.resolve("device.lock"), "unix:dev")).longValue();
            String name = String.format(Locale.ROOT, "%02x:%02x:%s", major(device), minor(device), inode);
            return list().lines()
                    .map(line -> line.trim().split("\\s+"))
                    .filter(words -> words.length >= 6 && words[1].equals("POSIX") && words[5].equals(name))
                    .mapToLong(words -> Long.parseLong(words[4]))
                    .findFirst();
        } catch (IOException | RuntimeException e) {
            return OptionalLong.empty();
        }
    }

    private String list() throws IOException {
        try (var in = Files.newInputStream(locks)) {
            return new String(in.readNBytes(LONGEST_LIST), StandardCharsets.US_ASCII);
        }
    }

    // As glibc takes a device number apart.
    private static long major(long device) {
        return (device >>> 8 & 0xfff) | (device >>> 32 & ~0xfffL);
    }

    private static long minor(long device) {
        return (device & 0xff) | (device >>> 12 & ~0xffL);
    }
}
