package org.dps4j.testkit.proxy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/** One direction of one connection: what was read and is not forwarded yet. Lives on the thread of the proxy. */
final class Pipe {

    private static final int MOST_HELD = 256 * 1024;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long SLICES_PER_SECOND = 20;

    private final SocketChannel from;
    private final SocketChannel to;
    private final Direction direction;
    private final Deque<Held> held = new ArrayDeque<>();
    private final ByteBuffer buffer = ByteBuffer.allocate(16 * 1024);
    private int heldBytes;
    private long forwarded;
    private long freeAt;
    private boolean blocked;
    private End end = End.NONE;

    Pipe(SocketChannel from, SocketChannel to, Direction direction, long now) {
        this.from = from;
        this.to = to;
        this.direction = direction;
        this.freeAt = now;
    }

    boolean wantsToRead() {
        return end == End.NONE && heldBytes < MOST_HELD && direction.faults().reading() != Faults.Reading.STOPPED;
    }

    boolean wantsToWrite() {
        return blocked;
    }

    boolean isDone() {
        return end == End.PASSED_ON;
    }

    /** Nanoseconds from {@code now} until there is something to do without anybody sending; the maximum if never. */
    long nanosUntilNext(long now) {
        return held.isEmpty() || blocked ? Long.MAX_VALUE : Math.max(0, Math.max(held.peek().due, freeAt) - now);
    }

    void read(long now) {
        if (!wantsToRead()) {
            return;
        }
        try {
            int count = from.read(buffer.clear());
            if (count < 0) {
                end = End.FIN;
            } else if (count > 0) {
                take(count, now);
            }
        } catch (IOException reset) {
            end = End.RESET;
        }
    }

    private void take(int count, long now) {
        Faults faults = direction.faults();
        if (faults.reading() == Faults.Reading.SWALLOWED) {
            direction.swallowed(count);
            return;
        }
        held.add(new Held(
                now + faults.delay().toNanos(),
                ByteBuffer.allocate(count).put(buffer.flip()).flip()));
        heldBytes += count;
    }

    /** Forwards what is due and returns how the connection is to be cut then, if it is. */
    Verdict forward(long now) throws IOException {
        Faults faults = direction.faults();
        blocked = false;
        while (!held.isEmpty() && held.peek().due <= now && freeAt <= now && !blocked) {
            if (forwarded >= faults.cutAfter()) {
                return Verdict.of(faults.cut());
            }
            forwardSome(held.peek().bytes, faults, now);
        }
        if (forwarded >= faults.cutAfter()) {
            return Verdict.of(faults.cut());
        }
        return passOnTheEnd(faults);
    }

    private void forwardSome(ByteBuffer bytes, Faults faults, long now) throws IOException {
        long slice = Math.max(1, faults.bytesPerSecond() / SLICES_PER_SECOND);
        long most = Math.min(slice, Math.min(bytes.remaining(), faults.cutAfter() - forwarded));
        int written = to.write(bytes.slice(bytes.position(), (int) most));
        blocked = written < most;
        bytes.position(bytes.position() + written);
        heldBytes -= written;
        forwarded += written;
        direction.forwarded(written);
        if (faults.bytesPerSecond() != Long.MAX_VALUE) {
            freeAt = now + written * NANOS_PER_SECOND / faults.bytesPerSecond();
        }
        if (!bytes.hasRemaining()) {
            held.remove();
        }
    }

    private Verdict passOnTheEnd(Faults faults) throws IOException {
        if (!held.isEmpty() || faults.reading() == Faults.Reading.SWALLOWED) {
            return Verdict.GO_ON;
        }
        if (end == End.RESET) {
            return Verdict.RESET;
        }
        if (end == End.FIN) {
            to.shutdownOutput();
            end = End.PASSED_ON;
        }
        return Verdict.GO_ON;
    }

    private record Held(long due, ByteBuffer bytes) {}

    private enum End {
        NONE,
        FIN,
        RESET,
        PASSED_ON
    }
}
