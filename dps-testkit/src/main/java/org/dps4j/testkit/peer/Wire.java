package org.dps4j.testkit.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A TCP connection whose reads and writes end at a deadline. What a write left over goes out before the next. */
final class Wire implements AutoCloseable {

    private final SocketChannel channel;
    private @Nullable Selector selector;
    private ByteBuffer unsent = ByteBuffer.allocate(0);
    private Optional<Ending> ending = Optional.empty();

    Wire(SocketChannel channel) throws IOException {
        this.channel = channel;
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
    }

    SocketChannel channel() {
        return channel;
    }

    /** Reads what is there, waiting for at least one byte; once the stream has ended, returns false. */
    boolean read(ByteBuffer into, Deadline deadline) throws DeadlineException {
        while (ending.isEmpty()) {
            int count = readNow(into);
            if (count > 0) {
                return true;
            }
            if (count == 0) {
                await(SelectionKey.OP_READ, deadline);
            }
        }
        return false;
    }

    void write(ByteBuffer bytes, Deadline deadline) throws DeadlineException {
        ByteBuffer all = ByteBuffer.allocate(unsent.remaining() + bytes.remaining());
        unsent = all.put(unsent).put(bytes).flip();
        try {
            while (channel.write(unsent) >= 0 && unsent.hasRemaining()) {
                await(SelectionKey.OP_WRITE, deadline);
            }
        } catch (IOException gone) {
            throw new UncheckedIOException("cannot send, the connection is gone", gone);
        }
    }

    Optional<Ending> ending() {
        return ending;
    }

    void halfClose() {
        try {
            channel.shutdownOutput();
        } catch (IOException gone) {
            throw new UncheckedIOException("cannot half-close, the connection is gone", gone);
        }
    }

    void reset() {
        try {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException gone) {
            throw new UncheckedIOException("cannot reset, the connection is gone", gone);
        } finally {
            close();
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
            if (selector != null) {
                selector.close();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot close a peer", failure);
        }
    }

    private int readNow(ByteBuffer into) {
        try {
            int count = channel.read(into);
            if (count < 0) {
                ending = Optional.of(new Ending(EndingKind.FIN, ""));
            }
            return count;
        } catch (IOException broken) {
            ending = Optional.of(new Ending(EndingKind.RESET, ""));
            return -1;
        }
    }

    private void await(int operation, Deadline deadline) throws DeadlineException {
        long millis = deadline.millisLeft();
        if (millis <= 0) {
            throw new DeadlineException(deadline);
        }
        try {
            Selector open = selector == null ? Selector.open() : selector;
            selector = open;
            channel.register(open, operation);
            open.select(key -> {}, millis);
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("interrupted while waiting for the other end");
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot wait for the other end", failure);
        }
    }
}
