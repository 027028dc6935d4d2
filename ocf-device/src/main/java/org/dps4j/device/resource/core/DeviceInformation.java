package org.dps4j.device.resource.core;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.dps4j.device.Device;
import org.dps4j.device.DeviceState;
import org.dps4j.device.resource.Resource;
import org.dps4j.device.resource.ResourceInterface;
import org.dps4j.protocol.cbor.MapWriter;

/** {@code /oic/d}: who the device is (OCF Core 11.2.4). */
public final class DeviceInformation {

    /** Its path. */
    public static final String HREF = "/oic/d";

    private static final String SPECIFICATION_VERSION = "ocf.2.0.5";
    private static final String DATA_MODEL_VERSION = "ocf.res.1.3.0";

    private DeviceInformation() {}

    /** The resource of this device. */
    public static Resource of(Device device) {
        return Resource.at(HREF)
                .type(device.state().platform().deviceType())
                .type("oic.wk.d")
                .interfaces(ResourceInterface.READ, ResourceInterface.BASELINE)
                .onGet(request -> {
                    DeviceState state = device.state();
                    return new MapWriter()
                            .uuid("di", state.id())
                            .uuid("piid", permanentId(state.platform().id()))
                            .text("n", state.name())
                            .text("icv", SPECIFICATION_VERSION)
                            .text("dmv", DATA_MODEL_VERSION)
                            .toMap();
                })
                .build();
    }

    /** {@code piid} outlives a factory reset, as the platform's id does. */
    private static UUID permanentId(UUID platform) {
        return UUID.nameUUIDFromBytes(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(platform.getMostSignificantBits())
                .putLong(platform.getLeastSignificantBits())
                .array());
    }
}
