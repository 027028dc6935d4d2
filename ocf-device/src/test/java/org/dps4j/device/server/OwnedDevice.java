package org.dps4j.device.server;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.dps4j.device.Device;
import org.dps4j.device.DeviceState;
import org.dps4j.device.DeviceStates;
import org.dps4j.device.resource.ResourceAnswer;
import org.dps4j.device.resource.ResourceRequest;
import org.dps4j.device.resource.core.Maintenance;
import org.dps4j.device.security.Change;
import org.dps4j.device.security.access.Requester;
import org.dps4j.device.security.acl.AccessControlList;
import org.dps4j.device.security.credential.Acceptance;
import org.dps4j.device.security.credential.Credentials;
import org.dps4j.device.security.credential.PostedCredentials;
import org.dps4j.device.security.ownership.OperationalState;
import org.dps4j.device.security.ownership.Pstat;
import org.dps4j.device.store.MemoryDeviceStore;
import org.dps4j.loop.VirtualLoop;
import org.dps4j.protocol.Secret;
import org.dps4j.protocol.cbor.CborValue;
import org.dps4j.protocol.cbor.CborValue.CborArray;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.CborValue.CborText;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.acl.AccessControlEntry;
import org.dps4j.protocol.payload.acl.AceResource;
import org.dps4j.protocol.payload.acl.AceSubject;
import org.dps4j.protocol.payload.acl.Permission;
import org.dps4j.protocol.payload.credential.Credential;
import org.dps4j.protocol.payload.credential.PrivateData;
import org.dps4j.protocol.payload.credential.Subject;
import org.dps4j.protocol.pki.Pem;
import org.dps4j.testkit.pki.KeyPurpose;
import org.dps4j.testkit.pki.TestAuthority;
import org.dps4j.testkit.pki.TestCertificate;
import org.dps4j.testkit.pki.TestPki;

/** A device in virtual time in one of the states of its life, and what its owner asks it. */
abstract class OwnedDevice {

    static final Requester OWNER = Requester.of(OpenDevice.OWNER);
    static final UUID NEXT_OWNER = UUID.fromString("fc16eb4b-0373-420d-4431-3fd42ec80a3c");
    static final TestAuthority ROOT = TestPki.root("Owner").mint();

    final VirtualLoop loop = new VirtualLoop(1);
    final List<String> done = new ArrayList<>();
    Device device;
    DeviceResources resources;

    void open(DeviceState state) {
        CompletableFuture<Device> opened = Device.open(loop, new MemoryDeviceStore(), () -> state);
        loop.runUntilIdle();
        device = opened.join();
        resources = DeviceResources.of(device, new Maintenance() {
            @Override
            public void reboot() {
                done.add("reboot");
            }

            @Override
            public void factoryReset() {
                done.add("factory reset");
            }
        });
        loop.runUntilIdle();
    }

    /** An owned device in this state, with a rule for the owner on what has no owner of its own. */
    void openIn(OperationalState state) {
        DeviceState owned = DeviceStates.fresh().takeOwnership(OpenDevice.OWNER);
        List<AceResource> rest = List.of(
                new AceResource.Href("/oic/sec/sp", List.of()),
                new AceResource.Href("/oic/sec/csr", List.of()),
                new AceResource.Href("/oic/sec/sdi", List.of()),
                new AceResource.Href("/oic/mnt", List.of()),
                new AceResource.Href("/oic/res", List.of()));
        AccessControlEntry rule = AccessControlEntry.of(
                        new AceSubject.DeviceSubject(OpenDevice.OWNER), rest, Permission.all())
                .withId(7);
        Pstat pstat = owned.ownership().pstat();
        open(owned.withAccessControlList(new AccessControlList(List.of(rule)))
                .withOwnership(owned.ownership().with(new Pstat(state, pstat.resourceOwner(), 0, 0))));
    }

    void installCredentialOfOwner() {
        Credential key = Credential.ofSharedKey(
                new Subject.Device(OpenDevice.OWNER), PrivateData.ofKey(Secret.ofBytes(new byte[16])));
        update(state -> {
            Acceptance acceptance = new Acceptance(state.id(), state.key(), loop.now(), Duration.ZERO);
            Change<Credentials> merged = PostedCredentials.merge(state.credentials(), List.of(key), acceptance);
            return state.withCredentials(((Change.Applied<Credentials>) merged).value());
        });
    }

    CborMap identity() {
        String pem = Pem.encode(
                ROOT.identity(device.state().id()).mintFor(device.state().key().publicKey()));
        return certificate("oic.sec.cred.cert", pem);
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

    ResourceAnswer get(String href) {
        return get(href, OWNER);
    }

    ResourceAnswer get(String href, Requester requester) {
        return ask(ResourceRequest.get(href, requester));
    }

    MapReader read(String href) throws PayloadException {
        return MapReader.of(get(href).body().orElseThrow());
    }

    Set<String> baselineOfList() {
        ResourceAnswer list = ask(ResourceRequest.get("/oic/res", OWNER).with("if", "oic.if.baseline"));
        return ((CborMap) ((CborArray) list.body().orElseThrow()).items().get(0))
                .members()
                .keySet();
    }

    ResourceAnswer post(String href, CborValue body) {
        return post(href, body, OWNER);
    }

    ResourceAnswer post(String href, CborValue body, Requester requester) {
        return ask(ResourceRequest.post(href, body, requester));
    }

    ResourceAnswer delete(String href, String parameter, String value) {
        return ask(ResourceRequest.delete(href, OWNER).with(parameter, value));
    }

    static String code(ResourceAnswer answer) {
        return answer.code().toString();
    }

    static CborMap dos(int state) {
        return new MapWriter()
                .value("dos", new MapWriter().integer("s", state).toMap())
                .toMap();
    }

    static CborMap creds(CborMap... credentials) {
        return new MapWriter()
                .value("creds", new CborArray(List.of(credentials)))
                .toMap();
    }

    static CborMap sharedKey(String key) {
        return new MapWriter()
                .integer("credtype", 1)
                .uuid("subjectuuid", OpenDevice.OWNER)
                .value("privatedata", data(key, "oic.sec.encoding.raw"))
                .toMap();
    }

    static CborMap certificate(String usage, String pem) {
        return new MapWriter()
                .integer("credtype", 8)
                .text("subjectuuid", "*")
                .text("credusage", usage)
                .value("publicdata", data(pem, "oic.sec.encoding.pem"))
                .toMap();
    }

    static List<X509Certificate> role(TestAuthority by, TestCertificate of) {
        return by.identity(NEXT_OWNER)
                .purposes(KeyPurpose.OCF_ROLE)
                .names("CN=oic.role.owner")
                .mintFor(of.publicKey());
    }

    static CborMap roles(List<X509Certificate> chain) {
        CborMap role = certificate("oic.sec.cred.rolecert", Pem.encode(chain));
        return new MapWriter().value("roles", new CborArray(List.of(role))).toMap();
    }

    static CborMap data(String data, String encoding) {
        return new MapWriter().text("data", data).text("encoding", encoding).toMap();
    }

    static CborMap rules(CborMap... entries) {
        return new MapWriter().value("aclist2", new CborArray(List.of(entries))).toMap();
    }

    static CborMap ace(int id, int permission) {
        MapWriter entry = new MapWriter();
        if (id > 0) {
            entry.integer("aceid", id);
        }
        return entry.value(
                        "resources",
                        new CborArray(List.of(new MapWriter()
                                .value("href", new CborText("/light/1"))
                                .toMap())))
                .value("subject", new MapWriter().uuid("uuid", NEXT_OWNER).toMap())
                .integer("permission", permission)
                .toMap();
    }
}
