package org.dps4j.device.vectors;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.dps4j.device.Device;
import org.dps4j.device.DeviceState;
import org.dps4j.device.Platform;
import org.dps4j.device.resource.Resource;
import org.dps4j.device.resource.ResourceAnswer;
import org.dps4j.device.resource.ResourceRequest;
import org.dps4j.device.resource.collection.MemberOrder;
import org.dps4j.device.resource.collection.ResourceCollection;
import org.dps4j.device.security.Change;
import org.dps4j.device.security.DeviceKey;
import org.dps4j.device.security.acl.AccessControlList;
import org.dps4j.device.security.credential.Acceptance;
import org.dps4j.device.security.credential.Credentials;
import org.dps4j.device.security.credential.PostedCredentials;
import org.dps4j.device.server.DeviceResources;
import org.dps4j.device.store.MemoryDeviceStore;
import org.dps4j.loop.VirtualLoop;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.acl.AccessControlEntry;
import org.dps4j.protocol.payload.credential.Credential;
import org.dps4j.protocol.payload.credential.CredentialUsage;
import org.dps4j.protocol.payload.credential.PublicData;
import org.dps4j.protocol.payload.credential.Subject;
import org.dps4j.protocol.pki.Pem;
import org.dps4j.testkit.pki.TestAuthority;
import org.dps4j.testkit.pki.TestCertificate;
import org.dps4j.testkit.pki.TestPki;

/** A device of ours with the id, the owner, the rules and the resources of the C device whose messages were kept. */
final class LikeTheCExample {

    private static final UUID ID = UUID.fromString("560732df-e733-418d-4d63-3401c1298794");
    private static final UUID OWNER = UUID.fromString("b80c8fef-a677-5340-85fb-2c162d75df03");
    private static final Instant LAST_SYNCED = Instant.parse("2026-11-22T13:53:43.123456Z");
    private static final TestAuthority ROOT = TestPki.root("Root").mint();

    final VirtualLoop loop = new VirtualLoop(1);
    final DeviceResources resources;
    private boolean on;
    private long power;
    private long properties = 94;

    /** @param rules the body of the C device's answer to GET /oic/sec/acl2 */
    LikeTheCExample(ObservedMessage rules) throws PayloadException {
        DeviceState state = provisioned(rules);
        CompletableFuture<Device> opened = Device.open(loop, new MemoryDeviceStore(), () -> state);
        loop.runUntilIdle();
        var told = opened.join().update(its -> its.withLastSyncedTime(LAST_SYNCED));
        loop.runUntilIdle();
        told.join();
        resources = DeviceResources.of(opened.join());
        resources.add(light());
        ResourceCollection.at("/switches", resources)
                .creates("oic.r.switch.binary", LikeTheCExample::newSwitch)
                .properties(() -> new MapWriter()
                        .integer("x.org.openconnectivity.bl", properties)
                        .toMap())
                .onPost(request -> {
                    properties = request.members().integer("x.org.openconnectivity.bl", 0, 100);
                    return ResourceAnswer.changed();
                })
                .add();
        loop.runUntilIdle();
    }

    ResourceAnswer ask(ResourceRequest request) {
        CompletableFuture<ResourceAnswer> answered = resources.answer(request);
        loop.runUntilIdle();
        return answered.join();
    }

    private Resource light() {
        return Resource.at("/light/1")
                .type("core.light")
                .onGet(request -> new MapWriter()
                        .truth("state", on)
                        .integer("power", power)
                        .text("name", "Light")
                        .toMap())
                .onPost(request -> {
                    MapReader members = request.members();
                    boolean state = members.has("state") ? members.truth("state") : on;
                    power = members.optionalInteger("power", 0, 100).orElse(power);
                    on = state;
                    return ResourceAnswer.changed();
                })
                .build();
    }

    private static Resource newSwitch(MemberOrder order) throws PayloadException {
        boolean[] value = {
            order.representation().has("value") && order.representation().truth("value")
        };
        return order.resource()
                .onGet(request -> new MapWriter().truth("value", value[0]).toMap())
                .onPost(request -> {
                    value[0] = request.members().truth("value");
                    return ResourceAnswer.changed();
                })
                .build();
    }

    private static DeviceState provisioned(ObservedMessage rules) throws PayloadException {
        DeviceState fresh = DeviceState.fresh(
                ID,
                "my-device",
                new Platform(
                        UUID.fromString("fc16eb4b-0373-420d-4431-3fd42ec80a3c"), "ocfcloud.com", "oic.d.cloudDevice"),
                DeviceKey.generate(new SecureRandom()));
        DeviceState owned = fresh.takeOwnership(OWNER);
        List<AccessControlEntry> entries = new ArrayList<>();
        for (MapReader entry : MapReader.of(JsonBodies.toCbor(rules.payload())).maps("aclist2")) {
            entries.add(AccessControlEntry.of(entry));
        }
        return owned.withAccessControlList(new AccessControlList(entries)).withCredentials(credentials(owned));
    }

    private static Credentials credentials(DeviceState state) {
        TestCertificate factory = ROOT.device("device").mint();
        Credentials installed = Credentials.NONE
                .installManufacturerTrustAnchors(List.of(ROOT.certificate()))
                .credentials()
                .installManufacturerCertificate(factory.chain(), factory.privateKey())
                .credentials();
        String identity = Pem.encode(ROOT.identity(ID).mintFor(state.key().publicKey()));
        String anchor = Pem.encode(List.of(ROOT.certificate()));
        List<Credential> delivered = List.of(
                Credential.ofCertificates(
                        new Subject.Device(ID), CredentialUsage.IDENTITY_CERTIFICATE, PublicData.ofPem(identity)),
                Credential.ofCertificates(
                        new Subject.Device(OWNER), CredentialUsage.TRUST_ANCHOR, PublicData.ofPem(anchor)));
        Acceptance acceptance = new Acceptance(ID, state.key(), Instant.parse("2027-01-01T00:00:00Z"), Duration.ZERO);
        return ((Change.Applied<Credentials>) PostedCredentials.merge(installed, delivered, acceptance)).value();
    }
}
