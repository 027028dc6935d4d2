package org.dps4j.device.resource.security;

import org.dps4j.device.Device;
import org.dps4j.device.DeviceState;
import org.dps4j.device.resource.Resource;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.credential.Encoding;
import org.dps4j.protocol.pki.CertificateSigningRequest;
import org.dps4j.protocol.pki.CsrException;
import org.dps4j.protocol.pki.OcfIdentity;

/** {@code /oic/sec/csr}: the device's request for an identity certificate (OCF Security 13.10). */
final class SigningRequestResource {

    static final String HREF = "/oic/sec/csr";

    private SigningRequestResource() {}

    static Resource of(Device device) {
        return SecurityUpdates.at(HREF, "oic.r.csr")
                .unobservable()
                .onGet(request -> shown(device.state()))
                .build();
    }

    private static CborMap shown(DeviceState state) {
        try {
            return new MapWriter()
                    .text(
                            "csr",
                            CertificateSigningRequest.create(
                                            state.key().toKeyPair(), OcfIdentity.commonName(state.id()))
                                    .toPem())
                    .text("encoding", Encoding.PEM.wireValue())
                    .toMap();
        } catch (CsrException e) {
            throw new IllegalStateException("the device's own key makes no signing request", e);
        }
    }
}
