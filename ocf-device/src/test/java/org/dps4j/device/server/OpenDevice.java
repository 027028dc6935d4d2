package org.dps4j.device.server;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.dps4j.device.Device;
import org.dps4j.device.DeviceState;
import org.dps4j.device.DeviceStates;
import org.dps4j.device.resource.ResourceAnswer;
import org.dps4j.device.resource.ResourceRequest;
import org.dps4j.device.security.Change;
import org.dps4j.device.security.access.Requester;
import org.dps4j.device.store.MemoryDeviceStore;
import org.dps4j.loop.VirtualLoop;
import org.dps4j.protocol.payload.acl.AccessControlEntry;
import org.dps4j.protocol.payload.acl.AceResource;
import org.dps4j.protocol.payload.acl.AceSubject;
import org.dps4j.protocol.payload.acl.Permission;
import org.dps4j.protocol.payload.acl.WildcardKind;

/** A device in virtual time that its owner took over and that lets its cloud do everything. */
final class OpenDevice {

    static final UUID OWNER = UUID.fromString("b80c8fef-a677-5340-85fb-2c162d75df03");
    static final Requester CLOUD = Requester.of(UUID.fromString("adebc667-1f2b-41e3-bf5c-6d6eabc68cc6"));

    final VirtualLoop loop = new VirtualLoop(1);
    final Device device;
    final DeviceResources resources;

    OpenDevice() {
        this(DeviceStates.fresh().takeOwnership(OWNER));
        update(state -> allow(state, "/oc/con", "/oic/mnt", "/oic/res", "/oic/d", "/oic/p", "/oic/sec/doxm"));
    }

    OpenDevice(DeviceState state) {
        CompletableFuture<Device> opened = Device.open(loop, new MemoryDeviceStore(), () -> state);
        loop.runUntilIdle();
        device = opened.join();
        resources = DeviceResources.of(device);
    }

    /** The state in which the cloud has every right on these paths and on every resource of the application. */
    static DeviceState allow(DeviceState state, String... hrefs) {
        List<AceResource> all = new ArrayList<>();
        for (String href : hrefs) {
            all.add(new AceResource.Href(href, List.of()));
        }
        all.add(new AceResource.Wildcard(WildcardKind.ALL, List.of()));
        return ((Change.Applied<DeviceState>) state.replaceAccessRules(List.of(AccessControlEntry.of(
                        new AceSubject.DeviceSubject(CLOUD.id().orElseThrow()), all, Permission.all()))))
                .value();
    }

    void update(UnaryOperator<DeviceState> change) {
        var updated = device.update(change);
        loop.runUntilIdle();
        updated.join();
    }

    ResourceAnswer ask(ResourceRequest request) {
        CompletableFuture<ResourceAnswer> answered = resources.answer(request);
        loop.runUntilIdle();
        return answered.join();
    }

    ResourceAnswer get(String path, String... query) {
        ResourceRequest request = ResourceRequest.get(path, CLOUD);
        for (String part : query) {
            request = request.with(part.substring(0, part.indexOf('=')), part.substring(part.indexOf('=') + 1));
        }
        return ask(request);
    }
}
