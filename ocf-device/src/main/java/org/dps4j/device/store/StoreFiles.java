package org.dps4j.device.store;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;
import org.dps4j.device.StoreException;

/** The system calls of a file store, one method each, so that a test can stop the store at every single one. */
interface StoreFiles {

    /** Makes the directory and those above it, for its owner only; does nothing where it exists. */
    void createDirectory(Path directory) throws IOException;

    /** Takes the directory for who uses these files, until {@link #unlock}; does nothing where he has it already. */
    void lock(Path directory) throws IOException, StoreException;

    /** Gives the directory up, if it was taken. */
    void unlock(Path directory) throws IOException;

    /** Who may do what, or nothing where the file system knows no such rights. */
    Optional<Set<PosixFilePermission>> permissions(Path path) throws IOException;

    void restrict(Path path, Set<PosixFilePermission> permissions) throws IOException;

    /** Whether something has this name, or may have it. */
    boolean exists(Path path) throws IOException;

    /** Up to {@code limit} bytes of the file, or nothing where there is none. */
    Optional<byte[]> read(Path file, int limit) throws IOException;

    /** Makes a new file, for its owner only, and writes it; fails where there is one. */
    void writeNew(Path file, byte[] content) throws IOException;

    /** Returns when the file's content would survive a power cut. */
    void sync(Path file) throws IOException;

    /** Gives the file the name {@code target}, in place of what had it, in one step. */
    void rename(Path file, Path target) throws IOException;

    /** Returns when the directory's names would survive a power cut. */
    void syncDirectory(Path directory) throws IOException;

    /** Deletes the file, if it is there. */
    void delete(Path file) throws IOException;
}
