package org.dps4j.device.resource.core;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletionStage;
import org.dps4j.device.Device;
import org.dps4j.device.resource.Resource;
import org.dps4j.device.resource.ResourceAnswer;
import org.dps4j.device.resource.ResourceMethod;
import org.dps4j.device.resource.ResourceRequest;
import org.dps4j.device.security.Change;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.time.TimeAnswer;

/** {@code /x.plgd.dev/time}: the device's time, and since when it knows it. */
public final class TimeResource {

    /** Its path. */
    public static final String HREF = "/x.plgd.dev/time";

    private static final String LAST_SYNCED = "lastSyncedTime";

    private TimeResource() {}

    /** The resource of this device. */
    public static Resource of(Device device) {
        return Resource.at(HREF)
                .type("x.plgd.dev.time")
                .local()
                .onGet(request -> shown(device, request))
                .later(ResourceMethod.POST, request -> set(device, request))
                .build();
    }

    private static CborMap shown(Device device, ResourceRequest request) {
        MapWriter members = new MapWriter().text("time", text(device.clock().now()));
        if (request.requester().channel().isSecure()) {
            members.text("status", device.clock().status().wire());
            device.state().lastSyncedTime().ifPresent(time -> members.text(LAST_SYNCED, text(time)));
        }
        return members.toMap();
    }

    private static CompletionStage<ResourceAnswer> set(Device device, ResourceRequest request) throws PayloadException {
        MapReader members = request.members();
        Instant time;
        try {
            time = OffsetDateTime.parse(members.text(LAST_SYNCED)).toInstant();
        } catch (DateTimeException e) {
            throw members.problem(LAST_SYNCED, "a time as in RFC 3339", "something else");
        }
        if (time.isBefore(TimeAnswer.EARLIEST) || time.isAfter(TimeAnswer.LATEST)) {
            throw members.problem(
                    LAST_SYNCED, "a time from " + TimeAnswer.EARLIEST + " to " + TimeAnswer.LATEST, time.toString());
        }
        return device.applyTime(state -> new Change.Applied<>(state.withLastSyncedTime(time)))
                .thenApply(state -> ResourceAnswer.changed());
    }

    private static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.MICROS).toString();
    }
}
