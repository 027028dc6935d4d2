package org.dps4j.dps.step;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.dps4j.device.DeviceState;
import org.dps4j.device.security.Change;
import org.dps4j.dps.transport.StepRequest;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.credential.CredentialsAnswer;
import org.dps4j.protocol.payload.credential.CredentialsRequest;
import org.dps4j.protocol.pki.CertificateSigningRequest;
import org.dps4j.protocol.pki.CsrException;
import org.dps4j.protocol.pki.OcfIdentity;

/** Asks for an identity certificate for the device's own key, and for the anchors to judge others by. */
final class CredentialsStep implements StepHandler {

    private record Answer(CredentialsAnswer said) implements StepAnswer {
        @Override
        public Change<DeviceState> applyTo(DeviceState device, Instant at, Duration expiringLimit) {
            return device.replaceCredentials(said.credentials(), at, expiringLimit);
        }

        @Override
        public Optional<URI> redirect() {
            return said.redirect();
        }
    }

    @Override
    public StepRequest request(DeviceState device) {
        return StepRequest.post(
                "api/v1/provisioning/credentials",
                CredentialsRequest.CODEC.encode(
                        new CredentialsRequest(Optional.of(device.id()), signingRequest(device), Optional.empty())));
    }

    private static String signingRequest(DeviceState device) {
        try {
            return CertificateSigningRequest.create(device.key().toKeyPair(), OcfIdentity.commonName(device.id()))
                    .toPem();
        } catch (CsrException e) {
            throw new IllegalStateException("the device's key cannot sign a request: " + e.getMessage(), e);
        }
    }

    @Override
    public StepAnswer read(byte[] body) throws PayloadException {
        return new Answer(CredentialsAnswer.CODEC.decode(body));
    }
}
