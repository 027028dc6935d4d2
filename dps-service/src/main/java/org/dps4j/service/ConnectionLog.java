package org.dps4j.service;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.dps4j.protocol.coap.CloseReason;
import org.dps4j.protocol.coap.CoapConnection;
import org.dps4j.protocol.coap.ConnectionListener;
import org.dps4j.protocol.pki.Fingerprint;
import org.dps4j.protocol.pki.HashAlgorithm;
import org.dps4j.protocol.pki.OcfIdentity;
import org.dps4j.service.attestation.Verdict.Accepted;
import org.dps4j.service.record.AttestedIdentity;
import org.dps4j.service.record.ProvisioningRecords;
import org.dps4j.service.record.RecordUpdate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notes who came: the attestation in the device's record, the rest in counters and at debug level. Thread-safe. */
final class ConnectionLog implements ConnectionListener {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionLog.class);

    private final ProvisioningRecords records;
    private final LongAdder accepted = new LongAdder();
    private final LongAdder refused = new LongAdder();

    ConnectionLog(ProvisioningRecords records) {
        this.records = records;
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
        refused.increment();
        LOG.debug("{} did not get a connection: {}", peer, reason.describe());
    }

    Map<String, Long> counts() {
        return Map.of("connections.accepted", accepted.sum(), "connections.failed", refused.sum());
    }
}
