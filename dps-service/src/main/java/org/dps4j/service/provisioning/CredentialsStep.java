package org.dps4j.service.provisioning;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.credential.Credential;
import org.dps4j.protocol.payload.credential.CredentialUsage;
import org.dps4j.protocol.payload.credential.CredentialsAnswer;
import org.dps4j.protocol.payload.credential.CredentialsRequest;
import org.dps4j.protocol.payload.credential.PrivateData;
import org.dps4j.protocol.payload.credential.PublicData;
import org.dps4j.protocol.payload.credential.Subject;
import org.dps4j.protocol.pki.CertificateSigningRequest;
import org.dps4j.protocol.pki.CsrException;
import org.dps4j.protocol.pki.OcfIdentity;
import org.dps4j.service.authority.CertificateAuthority;
import org.dps4j.service.authority.IssuedIdentity;
import org.dps4j.service.enrollment.EnrollmentGroup;
import org.dps4j.service.record.ProvisioningRecords;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;

/** Gives a device its identity certificate, its trust anchor and, if the group has one, the owner's shared key. */
final class CredentialsStep implements StepHandler {

    private final DeviceIdRule deviceIds;
    private final CertificateAuthority authority;
    private final ProvisioningRecords records;
    private final Executor worker;
    private final SigningRequestReader requests;

    /**
     * @param worker what verifies signing requests
     */
    CredentialsStep(
            DeviceIdRule deviceIds,
            CertificateAuthority authority,
            ProvisioningRecords records,
            Executor worker,
            SigningRequestReader requests) {
        this.deviceIds = deviceIds;
        this.authority = authority;
        this.records = records;
        this.worker = worker;
        this.requests = requests;
    }

    @Override
    public CompletionStage<Answer> handle(DeviceSession device, Bytes payload) throws PayloadException {
        CredentialsRequest request = CredentialsRequest.CODEC.decode(payload.toArray());
        return verified(request.csrPem()).thenCompose(csr -> {
            UUID deviceId = OcfIdentity.idOf(csr.commonName())
                    .orElseThrow(() -> new StepFailure(
                            ResponseCode.BAD_REQUEST, "csr.data: expected the common name uuid:<device id>"));
            return deviceIds.permit(device.attested(), deviceId).thenCompose(permitted -> {
                records.note(device.update().withDeviceId(permitted));
                return authority.issue(csr, permitted).thenApply(issued -> answer(device.group(), permitted, issued));
            });
        });
    }

    private CompletionStage<CertificateSigningRequest> verified(String pem) {
        try {
            return CompletableFuture.supplyAsync(() -> read(pem), worker);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(StepFailure.busy());
        }
    }

    private CertificateSigningRequest read(String pem) {
        try {
            return requests.read(pem);
        } catch (CsrException e) {
            throw new StepFailure(
                    ResponseCode.BAD_REQUEST, "csr.data: expected " + e.expected() + ", found " + e.found());
        }
    }

    private static Answer answer(EnrollmentGroup group, UUID deviceId, IssuedIdentity issued) {
        Subject owner = new Subject.Device(group.ownerId());
        List<Credential> credentials = new ArrayList<>();
        group.preSharedKey().ifPresent(key -> credentials.add(Credential.ofSharedKey(owner, PrivateData.ofKey(key))));
        credentials.add(Credential.ofCertificates(
                new Subject.Device(deviceId),
                CredentialUsage.IDENTITY_CERTIFICATE,
                PublicData.ofPem(issued.chainPem())));
        credentials.add(
                Credential.ofCertificates(owner, CredentialUsage.TRUST_ANCHOR, PublicData.ofPem(issued.rootPem())));
        return Answer.of(CredentialsAnswer.CODEC.encode(new CredentialsAnswer(
                credentials.stream().map(its -> its.withTag(AccessRules.TAG)).toList(), Optional.empty())));
    }
}
