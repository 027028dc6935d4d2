package org.dps4j.testkit.peer;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

/** TLS driven by hand, one record at a time: a unit is the plaintext of one record. */
final class TlsStream implements PeerStream {

    private static final Pattern ALERT = Pattern.compile("Received fatal alert: (\\w+)");
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Wire wire;
    private final SSLEngine engine;
    private final ByteBuffer in;
    private final ByteBuffer plain;
    private Optional<Ending> ending = Optional.empty();

    TlsStream(Wire wire, SSLEngine engine) {
        this.wire = wire;
        this.engine = engine;
        this.in = ByteBuffer.allocate(2 * engine.getSession().getPacketBufferSize());
        this.plain = ByteBuffer.allocate(2 * engine.getSession().getApplicationBufferSize());
    }

    SSLEngine engine() {
        return engine;
    }

    void handshake(Deadline deadline) throws DeadlineException {
        try {
            engine.beginHandshake();
            while (engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING && ending.isEmpty()) {
                if (!answer(deadline)) {
                    unwrap(deadline);
                }
            }
        } catch (SSLException refused) {
            end(refused, deadline);
        } catch (UncheckedIOException gone) {
            ending = Optional.of(new Ending(EndingKind.RESET, "while the handshake was being sent"));
        }
        if (ending.isPresent()) {
            throw new HandshakeFailedException(ending.get());
        }
    }

    @Override
    public void send(List<byte[]> units, Deadline deadline) throws DeadlineException {
        ByteBuffer records = ByteBuffer.allocate(0);
        try {
            for (byte[] unit : units) {
                ByteBuffer bytes = ByteBuffer.wrap(unit);
                while (bytes.hasRemaining()) {
                    records = append(records, wrap(bytes));
                }
            }
        } catch (SSLException broken) {
            throw new IllegalStateException("cannot send over TLS any more", broken);
        }
        wire.write(records, deadline);
    }

    @Override
    public Optional<byte[]> receive(Deadline deadline) throws DeadlineException {
        try {
            while (ending.isEmpty()) {
                unwrap(deadline);
                while (ending.isEmpty() && answer(deadline)) {
                    continue;
                }
                if (plain.position() > 0) {
                    byte[] unit = Arrays.copyOf(plain.array(), plain.position());
                    plain.clear();
                    return Optional.of(unit);
                }
            }
        } catch (SSLException refused) {
            end(refused, deadline);
        }
        return Optional.empty();
    }

    @Override
    public Optional<Ending> ending() {
        return ending;
    }

    void closeNotify(Deadline deadline) throws DeadlineException {
        engine.closeOutbound();
        sendWhatTlsWants(deadline);
    }

    /** Does what TLS itself needs without input; false if it needs none, or needs input. */
    private boolean answer(Deadline deadline) throws SSLException, DeadlineException {
        switch (engine.getHandshakeStatus()) {
            case NEED_TASK -> {
                for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                    task.run();
                }
                return true;
            }
            case NEED_WRAP -> {
                ByteBuffer flight = wrap(NOTHING.duplicate());
                while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
                    flight = append(flight, wrap(NOTHING.duplicate()));
                }
                wire.write(flight, deadline);
                return true;
            }
            default -> {
                return false;
            }
        }
    }

    private void unwrap(Deadline deadline) throws SSLException, DeadlineException {
        in.flip();
        SSLEngineResult result;
        try {
            result = engine.unwrap(in, plain);
        } finally {
            in.compact();
        }
        if (result.getStatus() == Status.CLOSED) {
            ending = Optional.of(new Ending(EndingKind.CLOSE_NOTIFY, ""));
        } else if (result.getStatus() == Status.BUFFER_UNDERFLOW && !wire.read(in, deadline)) {
            ending = wire.ending();
        }
    }

    private ByteBuffer wrap(ByteBuffer bytes) throws SSLException {
        ByteBuffer record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        SSLEngineResult result = engine.wrap(bytes, record);
        if (result.getStatus() == Status.CLOSED && bytes.hasRemaining()) {
            throw new SSLException("TLS is closed in this direction");
        }
        return record.flip();
    }

    private void end(SSLException failure, Deadline deadline) throws DeadlineException {
        Matcher alert = ALERT.matcher(String.valueOf(failure.getMessage()));
        if (alert.find()) {
            ending = Optional.of(new Ending(EndingKind.ALERT, alert.group(1)));
        } else {
            ending = Optional.of(new Ending(EndingKind.NOT_ACCEPTED, String.valueOf(failure.getMessage())));
            sendWhatTlsWants(deadline);
        }
    }

    private void sendWhatTlsWants(Deadline deadline) throws DeadlineException {
        try {
            ByteBuffer record = wrap(NOTHING.duplicate());
            while (record.hasRemaining()) {
                wire.write(record, deadline);
                record = wrap(NOTHING.duplicate());
            }
        } catch (SSLException nothingMoreToSay) {
            return;
        }
    }

    private static ByteBuffer append(ByteBuffer records, ByteBuffer record) {
        return ByteBuffer.allocate(records.remaining() + record.remaining())
                .put(records)
                .put(record)
                .flip();
    }
}
