package org.dps4j.device.resource.security;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dps4j.device.Device;
import org.dps4j.device.resource.AnswerCode;
import org.dps4j.device.resource.Resource;
import org.dps4j.device.resource.ResourceAnswer;
import org.dps4j.device.resource.ResourceRequest;
import org.dps4j.device.security.Change;
import org.dps4j.device.security.access.AssertedRoles;
import org.dps4j.device.security.access.AssertedRoles.Asserted;
import org.dps4j.device.security.credential.CertificateCredential;
import org.dps4j.device.security.credential.ShownCredential;
import org.dps4j.protocol.cbor.CborValue;
import org.dps4j.protocol.cbor.CborValue.CborArray;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.credential.CredentialUsage;
import org.dps4j.protocol.payload.credential.Encoding;
import org.dps4j.protocol.payload.credential.Subject;
import org.dps4j.protocol.pki.CertificateChain;
import org.dps4j.protocol.pki.Pem;
import org.dps4j.protocol.pki.PemException;

/** {@code /oic/sec/roles}: the role certificates of whoever asks (OCF Security 13.11). */
final class RolesResource {

    static final String HREF = "/oic/sec/roles";

    private static final String ROLES = "roles";
    private static final String DATA = "publicdata";
    private static final String ID = "credid";

    private final Device device;
    private final AssertedRoles roles;

    private RolesResource(Device device, AssertedRoles roles) {
        this.device = device;
        this.roles = roles;
    }

    static Resource of(Device device, AssertedRoles roles) {
        RolesResource resource = new RolesResource(device, roles);
        return SecurityUpdates.at(HREF, "oic.r.roles")
                .unobservable()
                .onGet(resource::shown)
                .onPost(resource::take)
                .onDelete(resource::delete)
                .build();
    }

    private CborValue shown(ResourceRequest request) {
        List<CborValue> mine = new ArrayList<>();
        for (Asserted asserted : request.requester().key().map(roles::of).orElse(List.of())) {
            mine.add(ShownCredential.of(new CertificateCredential(
                    asserted.id(),
                    request.requester().id().<Subject>map(Subject.Device::new).orElseGet(Subject.Anyone::new),
                    CredentialUsage.ROLE_CERTIFICATE,
                    asserted.chain(),
                    Optional.empty(),
                    asserted.roles().stream().findFirst(),
                    Optional.empty())));
        }
        return new MapWriter().value(ROLES, new CborArray(mine)).toMap();
    }

    private ResourceAnswer take(ResourceRequest request) throws PayloadException {
        MapReader members = request.members();
        members.refuseOthersThan(Set.of(ROLES));
        List<CertificateChain> chains = new ArrayList<>();
        for (MapReader role : members.maps(ROLES)) {
            chains.add(chain(role.map(DATA)));
        }
        Optional<PublicKey> key = request.requester().key();
        if (key.isEmpty()) {
            throw members.problem("a peer who proved a key by a certificate", "none");
        }
        List<Integer> taken = new ArrayList<>();
        for (CertificateChain chain : chains) {
            Change<Asserted> change = roles.take(
                    key.get(),
                    chain,
                    device.state().credentials().trustAnchors(),
                    device.clock().certificateTime());
            if (change instanceof Change.Refused<Asserted> refused) {
                roles.remove(key.get(), taken);
                return ResourceAnswer.badRequest(refused.reason());
            }
            taken.add(((Change.Applied<Asserted>) change).value().id());
        }
        return ResourceAnswer.changed();
    }

    private ResourceAnswer delete(ResourceRequest request) throws PayloadException {
        List<Integer> ids = Numbers.of(request, ID);
        Optional<PublicKey> key = request.requester().key();
        List<Integer> known =
                key.map(roles::of).orElse(List.of()).stream().map(Asserted::id).toList();
        if (!known.containsAll(ids)) {
            return ResourceAnswer.of(AnswerCode.NOT_FOUND);
        }
        key.ifPresent(its -> roles.remove(its, ids.isEmpty() ? known : ids));
        return ResourceAnswer.deleted();
    }

    private static CertificateChain chain(MapReader data) throws PayloadException {
        if (!data.text("encoding").equals(Encoding.PEM.wireValue())) {
            throw data.problem("encoding", Encoding.PEM.wireValue(), "another one");
        }
        try {
            List<X509Certificate> chain = Pem.certificates(data.text("data"));
            return CertificateChain.build(chain.get(0), chain);
        } catch (PemException e) {
            throw data.problem("data", e.expected(), e.found());
        }
    }
}
