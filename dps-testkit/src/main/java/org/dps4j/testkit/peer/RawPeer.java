package org.dps4j.testkit.peer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * One end of a TCP or TLS connection in which the test decides every byte: how bytes are cut into TLS records and TCP
 * writes, when it reads, and how it hangs up. It speaks no protocol by itself and has no thread.
 *
 * <pre>{@code
 * try (RawPeer device = RawPeer.tls(context).protocols("TLSv1.2").dial(service.localAddress())) {
 *     device.send("00e1");                              // one TLS record
 *     assertThat(device.readFrame()).startsWith("…");
 *     device.reset();
 * }
 *
 * try (RawListener service = RawPeer.tls(context).listen();
 *         RawPeer connection = service.accept()) {
 *     connection.send("2001…", "4502…");                // two records, two writes
 *     assertThat(connection.receivedRecords()).containsExactly(12, 40);
 * }
 * }</pre>
 *
 * <p>Bytes are texts of hexadecimal digits or arrays. Whatever waits for the other end does so until the deadline of the
 * {@link PeerSetup}, and then fails the test with an {@link AssertionError} that says what arrived instead. Nothing is
 * read unless the test asks for it.
 *
 * <p>Threading: for one thread at a time; {@link #close()} may come from any.
 */
public final class RawPeer implements AutoCloseable {

    private static final int LONGEST_FRAME = 16 * 1024 * 1024;

    private final Wire wire;
    private final PeerStream stream;
    private final Duration patience;
    private final List<Integer> units = new ArrayList<>();
    private byte[] received = {};

    RawPeer(Wire wire, PeerStream stream, Duration patience) {
        this.wire = wire;
        this.stream = stream;
        this.patience = patience;
    }

    /** Begins a peer that speaks plain TCP. */
    public static PeerSetup tcp() {
        return new PeerSetup(Optional.empty());
    }

    /** Begins a peer that speaks TLS with the keys and trust of {@code context}. */
    public static PeerSetup tls(SSLContext context) {
        return new PeerSetup(Optional.of(context));
    }

    /** Sends bytes given as hexadecimal digits: each text in a TLS record and a write of its own. */
    public void send(String... hex) {
        for (String text : hex) {
            send(HexFormat.of().parseHex(text));
        }
    }

    /** Sends bytes in one write, and with TLS in one record, or in full ones if they do not fit into one. */
    public void send(byte[] bytes) {
        sending(() -> "to send " + bytes.length + " bytes", deadline -> stream.send(List.of(bytes), deadline));
    }

    /** Sends several TLS records in a single write, so that they arrive together. */
    public void sendTogether(byte[]... records) {
        sending(() -> "to send " + records.length + " records", deadline -> stream.send(List.of(records), deadline));
    }

    /** Sends bytes in pieces of at most {@code size} bytes, each in a TLS record and a write of its own. */
    public void sendInPieces(byte[] bytes, int size) {
        for (int from = 0; from < bytes.length; from += size) {
            send(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + size)));
        }
    }

    /** Sends bytes on the TCP connection without TLS, to break or to imitate what TLS does. */
    public void sendBeneathTls(byte[] bytes) {
        sending(() -> "to send " + bytes.length + " bytes", deadline -> wire.write(ByteBuffer.wrap(bytes), deadline));
    }

    /**
     * Sends the same bytes again and again, until the other end takes none for the time given, or {@code most} times.
     * Returns how often they went out whole. What was begun goes out before whatever is sent next.
     */
    public int sendUntilStalled(byte[] bytes, int most, Duration stall) {
        for (int count = 0; count < most; count++) {
            try {
                stream.send(List.of(bytes), Deadline.in(stall));
            } catch (DeadlineException stalled) {
                return count;
            }
        }
        return most;
    }

    /** Reads exactly {@code count} bytes. */
    public byte[] read(int count) {
        Deadline deadline = Deadline.in(patience);
        while (received.length < count) {
            if (!receive(() -> count + " bytes", deadline)) {
                throw tooFew(
                        count + " bytes",
                        "the other end stopped sending: " + stream.ending().orElseThrow());
            }
        }
        return take(count);
    }

    /** Reads the next CoAP message over TCP (RFC 8323 section 3.2), with its header. */
    public byte[] readFrame() {
        Deadline deadline = Deadline.in(patience);
        OptionalLong length = CoapFrame.length(received);
        while (length.isEmpty() || received.length < length.getAsLong()) {
            if (length.orElse(0) > LONGEST_FRAME) {
                throw new AssertionError("the other end announces a message of " + length.getAsLong() + " bytes");
            }
            if (!receive(() -> "a CoAP message", deadline)) {
                throw tooFew(
                        "a CoAP message",
                        "the other end stopped sending: " + stream.ending().orElseThrow());
            }
            length = CoapFrame.length(received);
        }
        return take((int) length.getAsLong());
    }

    /**
     * Reads until the other end stops sending and says how it did: the first that tells so, a close_notify before its
     * FIN. What it sent before can still be read afterwards.
     */
    public Ending awaitEnding() {
        Deadline deadline = Deadline.in(patience);
        while (receive(() -> "the end of the connection", deadline)) {
            continue;
        }
        return stream.ending().orElseThrow();
    }

    /**
     * Reads until the TCP connection itself is closed or reset by the other end, after {@link #awaitEnding()} has seen a
     * close_notify or an alert. Bytes that still come are lost.
     */
    public Ending awaitEndingOfTcp() {
        awaitEnding();
        return endOfTcp(Deadline.in(patience));
    }

    /** Reads until the other end stops sending, and returns everything that had not been read before. */
    public byte[] readToEnd() {
        awaitEnding();
        return take(received.length);
    }

    /**
     * How many bytes of plaintext each TLS record held that was received so far, those not yet read included, in the order
     * of their arrival. Records without data of the application do not count.
     *
     * @throws IllegalStateException on plain TCP, which has no records
     */
    public List<Integer> receivedRecords() {
        tls();
        return List.copyOf(units);
    }

    /** The TLS session: protocol, cipher suite, certificates of both ends, and the name that a client asked for. */
    public PeerTls tls() {
        if (stream instanceof TlsStream tls) {
            return new PeerTls(tls.engine().getSession());
        }
        throw new IllegalStateException("this peer speaks plain TCP");
    }

    /** The address of this end. */
    public InetSocketAddress localAddress() {
        try {
            return (InetSocketAddress) wire.channel().getLocalAddress();
        } catch (IOException closed) {
            throw new UncheckedIOException("the peer is closed", closed);
        }
    }

    /** Says with TLS that nothing more comes, and leaves the TCP connection open. */
    public void closeNotify() {
        if (!(stream instanceof TlsStream tls)) {
            throw new IllegalStateException("this peer speaks plain TCP");
        }
        sending(() -> "to send close_notify", tls::closeNotify);
    }

    /** Closes this end's direction of the TCP connection, and says nothing about it with TLS. */
    public void halfClose() {
        wire.halfClose();
    }

    /** Resets the TCP connection and is closed then. */
    public void reset() {
        wire.reset();
    }

    /**
     * Closes the TCP connection, after a close_notify if there is TLS and it can still be sent. As ever with TCP the other
     * end sees a reset instead if it had sent bytes that were not read here.
     */
    @Override
    public void close() {
        try {
            if (stream instanceof TlsStream tls && wire.channel().isOpen()) {
                tls.closeNotify(Deadline.in(Duration.ZERO));
            }
        } catch (DeadlineException | UncheckedIOException nobodyListens) {
            return;
        } finally {
            wire.close();
        }
    }

    private boolean receive(Supplier<String> expected, Deadline deadline) {
        try {
            Optional<byte[]> unit = stream.receive(deadline);
            unit.ifPresent(this::add);
            return unit.isPresent();
        } catch (DeadlineException late) {
            throw tooFew(expected.get(), late.what());
        }
    }

    private Ending endOfTcp(Deadline deadline) {
        ByteBuffer rest = ByteBuffer.allocate(1024);
        try {
            while (wire.read(rest.clear(), deadline)) {
                continue;
            }
        } catch (DeadlineException late) {
            throw tooFew("the end of the TCP connection", late.what());
        }
        return wire.ending().orElseThrow();
    }

    private void add(byte[] unit) {
        units.add(unit.length);
        ByteArrayOutputStream all = new ByteArrayOutputStream(received.length + unit.length);
        all.writeBytes(received);
        all.writeBytes(unit);
        received = all.toByteArray();
    }

    private byte[] take(int count) {
        byte[] taken = Arrays.copyOf(received, count);
        received = Arrays.copyOfRange(received, count, received.length);
        return taken;
    }

    private AssertionError tooFew(String expected, String why) {
        return new AssertionError("expected " + expected + ", but " + why + "; received and not read are "
                + received.length + " bytes: " + HexFormat.of().formatHex(received, 0, Math.min(received.length, 256)));
    }

    private void sending(Supplier<String> expected, Sending sending) {
        try {
            sending.until(Deadline.in(patience));
        } catch (DeadlineException late) {
            throw new AssertionError("expected " + expected.get() + ", but " + late.what(), late);
        }
    }

    private interface Sending {
        void until(Deadline deadline) throws DeadlineException;
    }
}
