package org.dps4j.service;

import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.dps4j.loop.Loop;
import org.dps4j.protocol.coap.CloseReason;
import org.dps4j.protocol.coap.CloseReason.ListenerFull;
import org.dps4j.protocol.coap.CloseReason.ListenerFull.Bound;
import org.dps4j.protocol.coap.CoapConnection;
import org.dps4j.protocol.coap.ConnectionListener;
import org.dps4j.protocol.pki.Fingerprint;
import org.dps4j.protocol.pki.HashAlgorithm;
import org.dps4j.protocol.pki.OcfIdentity;
import org.dps4j.service.attestation.Verdict.Accepted;
import org.dps4j.service.journal.RepeatedLine;
import org.dps4j.service.record.AttestedIdentity;
import org.dps4j.service.record.ProvisioningRecords;
import org.dps4j.service.record.RecordUpdate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes who came: the attestation in the device's record, the rest in counters and at debug level, but for connections
 * beyond a limit, which an operator should see. Thread-safe.
 */
final class ConnectionLog implements ConnectionListener {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionLog.class);

    private final ProvisioningRecords records;
    private final LongAdder accepted = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final Map<Bound, LongAdder> beyond = new EnumMap<>(Bound.class);
    private final RepeatedLine full;

    ConnectionLog(ProvisioningRecords records, Loop loop) {
        this.records = records;
        this.full = new RepeatedLine(
                loop, more -> LOG.warn("{} more connections were refused within the last minute: full", more));
        for (Bound bound : Bound.values()) {
            beyond.put(bound, new LongAdder());
        }
    }

    @Override
    public void connected(CoapConnection connection) {
        accepted.increment();
        Optional<Accepted> attested = connection.attachments().find(Accepted.class);
        attested.ifPresent(device -> records.note(RecordUpdate.of(
                        device.recordId(),
                        device.group().id(),
                        device.group().owner(),
                        connection.loop().now())
                .withAttestation(new AttestedIdentity(
                        connection.loop().now(),
                        OcfIdentity.commonNameOf(device.certificate()).orElse(""),
                        Fingerprint.of(HashAlgorithm.SHA256, device.certificate())
                                .digest()
                                .toString()))));
    }

    @Override
    public void closed(CoapConnection connection, CloseReason reason) {
        LOG.debug("connection of {} ended: {}", connection.peer(), reason.describe());
    }

    @Override
    public void failed(InetSocketAddress peer, CloseReason reason) {
        failed.increment();
        if (reason instanceof ListenerFull refusal) {
            Objects.requireNonNull(beyond.get(refusal.bound())).increment();
            full.say(() -> LOG.warn("a connection of {} was refused: {}", peer, reason.describe()));
        }
        LOG.debug("{} did not get a connection: {}", peer, reason.describe());
    }

    Map<String, Long> counts() {
        return Map.of(
                "connections.accepted", accepted.sum(),
                "connections.failed", failed.sum(),
                "connections.beyond.all", sum(Bound.CONNECTIONS),
                "connections.beyond.address", sum(Bound.CONNECTIONS_OF_ADDRESS),
                "connections.beyond.handshakes", sum(Bound.OPEN_HANDSHAKES));
    }

    private long sum(Bound bound) {
        return Objects.requireNonNull(beyond.get(bound)).sum();
    }
}
