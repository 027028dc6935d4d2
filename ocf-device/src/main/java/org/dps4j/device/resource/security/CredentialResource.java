package org.dps4j.device.resource.security;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dps4j.device.Device;
import org.dps4j.device.DeviceState;
import org.dps4j.device.resource.AnswerCode;
import org.dps4j.device.resource.Resource;
import org.dps4j.device.resource.ResourceAnswer;
import org.dps4j.device.resource.ResourceMethod;
import org.dps4j.device.resource.ResourceRequest;
import org.dps4j.device.security.Change;
import org.dps4j.device.security.credential.Acceptance;
import org.dps4j.device.security.credential.DeviceCredential;
import org.dps4j.device.security.credential.PostedCredentials;
import org.dps4j.device.security.credential.ShownCredential;
import org.dps4j.device.security.ownership.OperationalState;
import org.dps4j.protocol.cbor.CborValue;
import org.dps4j.protocol.cbor.CborValue.CborArray;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.credential.Credential;

/** {@code /oic/sec/cred}: what the device holds (OCF Security 13.4). No private part is ever shown. */
final class CredentialResource {

    static final String HREF = "/oic/sec/cred";

    private static final String CREDENTIALS = "creds";
    private static final String RESOURCE_OWNER = "rowneruuid";
    private static final String ID = "credid";

    private CredentialResource() {}

    static Resource of(Device device) {
        return SecurityUpdates.at(HREF, "oic.r.cred")
                .unobservable()
                .onGet(request -> shown(device.state()))
                .later(
                        ResourceMethod.POST,
                        request -> SecurityUpdates.change(
                                device, request, (state, posted) -> written(state, posted, device)))
                .later(ResourceMethod.DELETE, request -> delete(device, request))
                .build();
    }

    static CborMap shown(DeviceState state) {
        return new MapWriter()
                .value(
                        CREDENTIALS,
                        new CborArray(state.credentials().all().stream()
                                .<CborValue>map(ShownCredential::of)
                                .toList()))
                .uuid(RESOURCE_OWNER, state.ownership().credentialOwner())
                .toMap();
    }

    private static Change<DeviceState> written(DeviceState state, ResourceRequest request, Device device)
            throws PayloadException {
        MapReader members = request.members();
        members.refuseOthersThan(Set.of(CREDENTIALS, RESOURCE_OWNER));
        OperationalState now = state.ownership().pstat().state();
        List<Credential> posted = new ArrayList<>();
        for (MapReader credential : members.optionalMaps(CREDENTIALS)) {
            posted.add(Credential.of(credential));
        }
        if (!posted.isEmpty() && !now.isOpenToProvisioning() || members.has(RESOURCE_OWNER) && now.isProvisioned()) {
            return new Change.Refused<>("a state in which credentials may be written", now + "");
        }
        DeviceState owned = members.has(RESOURCE_OWNER)
                ? state.withOwnership(state.ownership().withCredentialOwner(members.uuid(RESOURCE_OWNER)))
                : state;
        Acceptance acceptance =
                new Acceptance(state.id(), state.key(), device.clock().certificateTime(), Duration.ZERO);
        return PostedCredentials.merge(state.credentials(), posted, acceptance).map(owned::withCredentials);
    }

    private static CompletionStage<ResourceAnswer> delete(Device device, ResourceRequest request)
            throws PayloadException {
        DeviceState now = device.state();
        if (!now.ownership().pstat().state().isOpenToProvisioning()) {
            return CompletableFuture.completedFuture(SecurityUpdates.notNow(ResourceMethod.DELETE));
        }
        List<Integer> ids = Numbers.of(request, ID);
        List<Integer> known = now.credentials().all().stream()
                .filter(credential -> !credential.isInstalled())
                .map(DeviceCredential::id)
                .toList();
        if (!known.containsAll(ids)) {
            return CompletableFuture.completedFuture(ResourceAnswer.of(AnswerCode.NOT_FOUND));
        }
        return device.update(state -> state.withCredentials(state.credentials().without(ids.isEmpty() ? known : ids)))
                .thenApply(state -> ResourceAnswer.deleted());
    }
}
