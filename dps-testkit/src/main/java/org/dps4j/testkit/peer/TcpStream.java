package org.dps4j.testkit.peer;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** TCP as it is: a unit is what one read returned. */
final class TcpStream implements PeerStream {

    private final Wire wire;
    private final ByteBuffer in = ByteBuffer.allocate(64 * 1024);

    TcpStream(Wire wire) {
        this.wire = wire;
    }

    @Override
    public void send(List<byte[]> units, Deadline deadline) throws DeadlineException {
        ByteBuffer all =
                ByteBuffer.allocate(units.stream().mapToInt(unit -> unit.length).sum());
        units.forEach(all::put);
        wire.write(all.flip(), deadline);
    }

    @Override
    public Optional<byte[]> receive(Deadline deadline) throws DeadlineException {
        in.clear();
        return wire.read(in, deadline) ? Optional.of(Arrays.copyOf(in.array(), in.position())) : Optional.empty();
    }

    @Override
    public Optional<Ending> ending() {
        return wire.ending();
    }
}
