package org.dps4j.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.dps4j.gateway.shadow.DeviceShadow;
import org.dps4j.gateway.shadow.Presence;
import org.dps4j.gateway.shadow.Representation;
import org.dps4j.gateway.shadow.ResourceRow;
import org.dps4j.gateway.shadow.ResourceShadow;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.link.ResourceLink;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The table of resources. */
final class ResourceTable {

    private static final Logger LOG = LoggerFactory.getLogger(ResourceTable.class);

    private ResourceTable() {}

    static List<DeviceShadow> load(Handle handle) {
        handle.execute("DELETE FROM resource WHERE device_id NOT IN (SELECT device_id FROM device)");
        Map<UUID, SortedMap<String, ResourceShadow>> resources = new HashMap<>();
        handle.createQuery("SELECT device_id, href, link, representation, changed_at FROM resource")
                .map((row, context) -> row(row))
                .forEach(row -> resources
                        .computeIfAbsent(row.deviceId(), id -> new TreeMap<>())
                        .put(row.resource().href(), row.resource()));
        return handle.createQuery("SELECT device_id, owner, registered_at FROM device")
                .map((row, context) -> new DeviceShadow(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        RegistrationTables.instant(row, 3),
                        Presence.UNSEEN,
                        resources.getOrDefault(row.getObject(1, UUID.class), new TreeMap<>())))
                .list();
    }

    static void write(Handle handle, Set<UUID> anew, List<ResourceRow> rows) {
        PreparedBatch earlier = handle.prepareBatch("DELETE FROM resource WHERE device_id = ?");
        anew.forEach(earlier::add);
        PreparedBatch gone = handle.prepareBatch("DELETE FROM resource WHERE device_id = ? AND href = ?");
        PreparedBatch kept = handle.prepareBatch(
                "MERGE INTO resource (device_id, href, link, representation, changed_at) KEY (device_id, href)"
                        + " VALUES (?, ?, ?, ?, ?)");
        for (ResourceRow row : rows) {
            ResourceShadow resource = row.resource();
            if (row.isGone()) {
                gone.add(row.deviceId(), resource.href());
            } else {
                Optional<Representation> said = resource.representation();
                kept.add(
                        row.deviceId(),
                        resource.href(),
                        resource.link()
                                .map(link -> ResourceLink.LIST_CODEC.encode(List.of(link)))
                                .orElse(null),
                        said.map(its -> its.cbor().toArray()).orElse(null),
                        said.map(its -> RegistrationTables.time(its.changedAt()))
                                .orElse(null));
            }
        }
        earlier.execute();
        gone.execute();
        kept.execute();
    }

    private static ResourceRow row(ResultSet row) throws SQLException {
        byte[] representation = row.getBytes(4);
        return new ResourceRow(
                row.getObject(1, UUID.class),
                new ResourceShadow(
                        row.getString(2),
                        link(row.getBytes(3)),
                        representation == null
                                ? Optional.empty()
                                : Optional.of(new Representation(
                                        Bytes.copyOf(representation), RegistrationTables.instant(row, 5)))));
    }

    private static Optional<ResourceLink> link(byte @Nullable [] body) {
        if (body == null) {
            return Optional.empty();
        }
        try {
            return ResourceLink.LIST_CODEC.decode(body).stream().findFirst();
        } catch (PayloadException e) {
            LOG.warn("a link in the database cannot be read: {}", e.getMessage());
            return Optional.empty();
        }
    }
}
