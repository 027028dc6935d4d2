package org.dps4j.device.server;

import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.server.resources.Resource;

/** The root of Californium's tree of resources, under which every path leads to the device's own resources. */
final class CoapRoot extends CoapResource {

    private final DeviceResources resources;

    CoapRoot(DeviceResources resources) {
        super("");
        this.resources = resources;
    }

    @Override
    public Resource getChild(String name) {
        return new CoapPath(resources, "/" + name);
    }
}
