package org.dps4j.dps.scripted;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.dps.transport.StepRequest;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.Secret;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.acl.AccessControlEntry;
import org.dps4j.protocol.payload.acl.AceResource;
import org.dps4j.protocol.payload.acl.AceSubject;
import org.dps4j.protocol.payload.acl.AclsAnswer;
import org.dps4j.protocol.payload.acl.Permission;
import org.dps4j.protocol.payload.acl.WildcardKind;
import org.dps4j.protocol.payload.cloud.CloudConfigurationAnswer;
import org.dps4j.protocol.payload.cloud.CloudServer;
import org.dps4j.protocol.payload.credential.Credential;
import org.dps4j.protocol.payload.credential.CredentialUsage;
import org.dps4j.protocol.payload.credential.CredentialsAnswer;
import org.dps4j.protocol.payload.credential.CredentialsRequest;
import org.dps4j.protocol.payload.credential.PublicData;
import org.dps4j.protocol.payload.credential.Subject;
import org.dps4j.protocol.payload.ownership.OwnershipAnswer;
import org.dps4j.protocol.payload.time.TimeAnswer;
import org.dps4j.protocol.pki.CertificateSigningRequest;
import org.dps4j.protocol.pki.CsrException;
import org.dps4j.protocol.pki.OcfIdentity;
import org.dps4j.testkit.pki.TestAuthority;
import org.dps4j.testkit.pki.TestCertificate;
import org.dps4j.testkit.pki.TestPki;

/** The answers of a service that does everything right, with an authority of its own. */
public final class RightAnswers {

    private static final String TAG = "dps";

    private TestAuthority authority = TestPki.root("Cloud CA").mint();
    private UUID owner = UUID.randomUUID();
    private UUID cloudId = UUID.randomUUID();
    private final Supplier<Instant> clock;
    private final List<CloudServer> moreServers = new ArrayList<>();
    private Optional<Duration> life = Optional.empty();

    RightAnswers(Supplier<Instant> clock) {
        this.clock = clock;
    }

    /** The owner that it tells. */
    public UUID owner() {
        return owner;
    }

    /** The cloud that it tells. */
    public UUID cloudId() {
        return cloudId;
    }

    /** From now on it tells of this server of the cloud too. */
    public void alsoAt(CloudServer server) {
        moreServers.add(server);
    }

    /** A server's certificate under the authority of the cloud, whose root comes with the credentials. */
    public TestCertificate serverOfTheCloud(String name) {
        return authority.server(name).mint();
    }

    /** From now on devices are told another owner, and the cloud of that one. */
    public void changeOwner() {
        owner = UUID.randomUUID();
        cloudId = UUID.randomUUID();
    }

    Bytes to(ProvisioningStep step, StepRequest request) {
        return switch (step) {
            case TIME -> Bytes.copyOf(TimeAnswer.CODEC.encode(new TimeAnswer(clock.get())));
            case OWNER -> Bytes.copyOf(OwnershipAnswer.CODEC.encode(new OwnershipAnswer(owner)));
            case CLOUD -> cloud();
            case CREDENTIALS ->
                life.isPresent()
                        ? identityUntil(request, clock.get().plus(life.get()))
                        : identity(authority.answer(read(request).csrPem()), deviceId(request));
            case ACLS -> acls();
        };
    }

    Bytes right(StepRequest request) {
        return to(ScriptedService.stepOf(request.path()).orElseThrow(), request);
    }

    Bytes redirecting(StepRequest request, URI to) {
        byte[] right = right(request).toArray();
        byte[] name = "redirecturi".getBytes(StandardCharsets.US_ASCII);
        byte[] uri = to.toString().getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream longer = new ByteArrayOutputStream();
        // the first byte of a small map is 0xa0 and the number of its members
        longer.write(right[0] + 1);
        longer.write(right, 1, right.length - 1);
        longer.write(0x60 + name.length);
        longer.writeBytes(name);
        if (uri.length < 24) {
            longer.write(0x60 + uri.length);
        } else {
            longer.write(0x78);
            longer.write(uri.length);
        }
        longer.writeBytes(uri);
        return Bytes.copyOf(longer.toByteArray());
    }

    private Bytes cloud() {
        return Bytes.copyOf(CloudConfigurationAnswer.CODEC.encode(new CloudConfigurationAnswer(
                Secret.ofText("token of " + owner),
                "test provider",
                URI.create("coaps+tcp://127.0.0.1:5684"),
                cloudId,
                moreServers,
                Optional.empty())));
    }

    /** From now on the authority of identities is another one of the same name. */
    public void renewAuthority() {
        authority = TestPki.root("Cloud CA").mint();
    }

    /** From now on identities end after this time, and not at the end of the test certificates. */
    public void identitiesLast(Duration time) {
        life = Optional.of(time);
    }

    Bytes identityForAnotherKey(StepRequest request) {
        UUID id = deviceId(request);
        return identity(authority.identity(id).mint().chain(), id);
    }

    Bytes identityForAnotherDevice(StepRequest request) {
        return identity(authority.identity(UUID.randomUUID()).mintFor(publicKey(request)), deviceId(request));
    }

    Bytes identityUntil(StepRequest request, Instant end) {
        UUID id = deviceId(request);
        Instant hourAgo = (end.isBefore(clock.get()) ? end : clock.get()).minus(Duration.ofHours(1));
        return identity(authority.identity(id).validity(hourAgo, end).mintFor(publicKey(request)), id);
    }

    Bytes identityAlone(StepRequest request) {
        Credential identity = identityOf(authority.answer(read(request).csrPem()), deviceId(request));
        return Bytes.copyOf(CredentialsAnswer.CODEC.encode(
                new CredentialsAnswer(List.of(identity.withTag(TAG)), Optional.empty())));
    }

    private static Credential identityOf(List<X509Certificate> chain, UUID id) {
        return Credential.ofCertificates(
                new Subject.Device(id), CredentialUsage.IDENTITY_CERTIFICATE, PublicData.ofPem(pem(chain)));
    }

    private Bytes identity(List<X509Certificate> chain, UUID id) {
        Credential identity = identityOf(chain, id);
        Credential anchor = Credential.ofCertificates(
                new Subject.Device(owner), CredentialUsage.TRUST_ANCHOR, PublicData.ofPem(authority.pem()));
        return Bytes.copyOf(CredentialsAnswer.CODEC.encode(
                new CredentialsAnswer(List.of(identity.withTag(TAG), anchor.withTag(TAG)), Optional.empty())));
    }

    private Bytes acls() {
        AccessControlEntry everything = AccessControlEntry.of(
                new AceSubject.DeviceSubject(owner),
                List.of(new AceResource.Wildcard(WildcardKind.ALL, List.of("*"))),
                Permission.all());
        return Bytes.copyOf(
                AclsAnswer.CODEC.encode(new AclsAnswer(List.of(everything.withTag(TAG)), Optional.empty())));
    }

    private static PublicKey publicKey(StepRequest request) {
        try {
            return CertificateSigningRequest.parse(read(request).csrPem()).publicKey();
        } catch (CsrException e) {
            throw new AssertionError("the device sent a bad signing request", e);
        }
    }

    private static UUID deviceId(StepRequest request) {
        UUID id = read(request).deviceId().orElseThrow();
        try {
            String name =
                    CertificateSigningRequest.parse(read(request).csrPem()).commonName();
            if (!name.equals(OcfIdentity.commonName(id))) {
                throw new AssertionError("the signing request of " + id + " is for " + name);
            }
            return id;
        } catch (CsrException e) {
            throw new AssertionError("the device sent a bad signing request", e);
        }
    }

    private static CredentialsRequest read(StepRequest request) {
        try {
            return CredentialsRequest.CODEC.decode(request.body().orElseThrow().toArray());
        } catch (PayloadException e) {
            throw new AssertionError("the device sent a bad request", e);
        }
    }

    private static String pem(List<X509Certificate> chain) {
        return chain.stream().map(RightAnswers::pem).collect(Collectors.joining());
    }

    private static String pem(X509Certificate certificate) {
        try {
            return "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                            .encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (CertificateEncodingException e) {
            throw new AssertionError(e);
        }
    }
}
