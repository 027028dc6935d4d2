package org.dps4j.device.resource.core;

import org.dps4j.device.Device;
import org.dps4j.device.Platform;
import org.dps4j.device.resource.Resource;
import org.dps4j.device.resource.ResourceInterface;
import org.dps4j.protocol.cbor.MapWriter;

/** {@code /oic/p}: what the device is made of (OCF Core 11.2.5). */
public final class PlatformInformation {

    /** Its path. */
    public static final String HREF = "/oic/p";

    private PlatformInformation() {}

    /** The resource of this device. */
    public static Resource of(Device device) {
        return Resource.at(HREF)
                .type("oic.wk.p")
                .interfaces(ResourceInterface.READ, ResourceInterface.BASELINE)
                .onGet(request -> {
                    Platform platform = device.state().platform();
                    return new MapWriter()
                            .uuid("pi", platform.id())
                            .text("mnmn", platform.manufacturer())
                            .toMap();
                })
                .build();
    }
}
