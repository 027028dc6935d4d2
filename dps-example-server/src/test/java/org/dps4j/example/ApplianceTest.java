package org.dps4j.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.dps4j.device.Device;
import org.dps4j.device.DeviceState;
import org.dps4j.device.Platform;
import org.dps4j.device.resource.ResourceDescription;
import org.dps4j.device.resource.ResourceRequest;
import org.dps4j.device.security.Change;
import org.dps4j.device.security.DeviceKey;
import org.dps4j.device.security.access.Requester;
import org.dps4j.device.server.DeviceResources;
import org.dps4j.device.store.MemoryDeviceStore;
import org.dps4j.loop.VirtualLoop;
import org.dps4j.protocol.cbor.CborValue;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.acl.AccessControlEntry;
import org.dps4j.protocol.payload.acl.AceResource;
import org.dps4j.protocol.payload.acl.AceSubject;
import org.dps4j.protocol.payload.acl.Permission;
import org.dps4j.protocol.payload.acl.WildcardKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApplianceTest {

    private static final UUID OWNER = UUID.randomUUID();

    private final VirtualLoop loop = new VirtualLoop(1);
    private Device device;
    private DeviceResources resources;

    @BeforeEach
    void open() {
        DeviceState born = DeviceState.fresh(
                UUID.randomUUID(),
                "lamp",
                new Platform(UUID.randomUUID(), "maker", "oic.d.light"),
                DeviceKey.generate(new SecureRandom()));
        CompletableFuture<Device> opened = Device.open(loop, new MemoryDeviceStore(), () -> owned(born));
        loop.runUntilIdle();
        device = opened.join();
        resources = DeviceResources.of(device);
        Appliance.addTo(resources);
    }

    @Test
    void a_factory_reset_makes_light_and_switches_as_they_were() throws PayloadException {
        use();

        update(state -> owned(state.factoryReset(UUID.randomUUID(), DeviceKey.generate(new SecureRandom()))));

        assertThat(get("/light/1").truth("state")).isFalse();
        assertThat(get("/light/1").integer("power", 0, 100)).isZero();
        assertThat(switches()).isEmpty();
        assertThat(level()).isEqualTo(94);
    }

    @Test
    void any_other_change_of_the_device_leaves_them() throws PayloadException {
        use();

        update(state -> owned(state.takeOwnership(UUID.randomUUID())));

        assertThat(get("/light/1").truth("state")).isTrue();
        assertThat(switches()).containsExactly("/switches/1");
        assertThat(level()).isEqualTo(7);
    }

    private void use() throws PayloadException {
        post(
                "/light/1",
                "oic.if.rw",
                new MapWriter().truth("state", true).integer("power", 40).toMap());
        post(
                "/switches",
                "oic.if.baseline",
                new MapWriter().integer("x.org.openconnectivity.bl", 7).toMap());
        post(
                "/switches",
                "oic.if.create",
                new MapWriter()
                        .texts("rt", List.of("oic.r.switch.binary"))
                        .texts("if", List.of("oic.if.a", "oic.if.baseline"))
                        .value("p", new MapWriter().integer("bm", 3).toMap())
                        .value("rep", new MapWriter().truth("value", true).toMap())
                        .toMap());
        assertThat(get("/light/1").truth("state")).isTrue();
        assertThat(switches()).containsExactly("/switches/1");
        assertThat(level()).isEqualTo(7);
    }

    private List<String> switches() {
        return resources.descriptions().stream()
                .map(ResourceDescription::href)
                .filter(href -> href.startsWith("/switches/"))
                .toList();
    }

    private long level() throws PayloadException {
        return MapReader.of(ask(
                        ResourceRequest.get("/switches", Requester.of(OWNER)).with("if", "oic.if.baseline")))
                .integer("x.org.openconnectivity.bl", 0, 100);
    }

    private MapReader get(String href) throws PayloadException {
        return MapReader.of(ask(ResourceRequest.get(href, Requester.of(OWNER))));
    }

    private void post(String href, String through, CborMap body) {
        var answered = resources.answer(
                ResourceRequest.post(href, body, Requester.of(OWNER)).with("if", through));
        loop.runUntilIdle();
        assertThat(answered.join().code().toString()).isIn("2.04", "2.01");
    }

    private CborValue ask(ResourceRequest request) {
        var answered = resources.answer(request);
        loop.runUntilIdle();
        return answered.join().body().orElseThrow();
    }

    private void update(UnaryOperator<DeviceState> change) {
        var updated = device.update(change);
        loop.runUntilIdle();
        updated.join();
    }

    /** Owned, with every right for the owner. */
    private static DeviceState owned(DeviceState state) {
        return ((Change.Applied<DeviceState>) state.takeOwnership(OWNER)
                        .replaceAccessRules(List.of(AccessControlEntry.of(
                                new AceSubject.DeviceSubject(OWNER),
                                List.of(new AceResource.Wildcard(WildcardKind.ALL, List.of())),
                                Permission.all()))))
                .value();
    }
}
