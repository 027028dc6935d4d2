package org.dps4j.protocol.payload;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.Secret;
import org.dps4j.protocol.payload.account.RefreshAnswer;
import org.dps4j.protocol.payload.account.RefreshRequest;
import org.dps4j.protocol.payload.account.SignUpAnswer;
import org.dps4j.protocol.payload.account.SignUpRequest;
import org.dps4j.protocol.payload.acl.AccessControlEntry;
import org.dps4j.protocol.payload.acl.AceResource.Href;
import org.dps4j.protocol.payload.acl.AceResource.Wildcard;
import org.dps4j.protocol.payload.acl.AceSubject.ConnectionSubject;
import org.dps4j.protocol.payload.acl.AceSubject.DeviceSubject;
import org.dps4j.protocol.payload.acl.AceSubject.RoleSubject;
import org.dps4j.protocol.payload.acl.AclsAnswer;
import org.dps4j.protocol.payload.acl.ConnectionType;
import org.dps4j.protocol.payload.acl.Permission;
import org.dps4j.protocol.payload.acl.Validity;
import org.dps4j.protocol.payload.acl.WildcardKind;
import org.dps4j.protocol.payload.cloud.CloudConfigurationAnswer;
import org.dps4j.protocol.payload.cloud.CloudConfigurationRequest;
import org.dps4j.protocol.payload.cloud.CloudServer;
import org.dps4j.protocol.payload.credential.Credential;
import org.dps4j.protocol.payload.credential.CredentialType;
import org.dps4j.protocol.payload.credential.CredentialUsage;
import org.dps4j.protocol.payload.credential.CredentialsAnswer;
import org.dps4j.protocol.payload.credential.CredentialsRequest;
import org.dps4j.protocol.payload.credential.Encoding;
import org.dps4j.protocol.payload.credential.PrivateData;
import org.dps4j.protocol.payload.credential.PublicData;
import org.dps4j.protocol.payload.credential.RoleId;
import org.dps4j.protocol.payload.credential.Subject;
import org.dps4j.protocol.payload.directory.PublishAnswer;
import org.dps4j.protocol.payload.directory.PublishRequest;
import org.dps4j.protocol.payload.link.LinkEndpoint;
import org.dps4j.protocol.payload.link.LinkPolicy;
import org.dps4j.protocol.payload.link.ResourceLink;
import org.dps4j.protocol.payload.ownership.OwnershipAnswer;
import org.dps4j.protocol.payload.session.SessionRequest;
import org.dps4j.protocol.payload.session.SignInAnswer;
import org.dps4j.protocol.payload.time.TimeAnswer;

/** A message in which every member is there that its record knows, and its codec. */
public record Sample<T>(PayloadCodec<T> codec, T value) {

    public static final UUID DEVICE = UUID.fromString("5e1f0d1c-7a4b-4a0e-9b7e-0d2b6a3c9f10");
    public static final UUID OWNER = UUID.fromString("b80c8fef-a677-5340-85fb-2c162d75df03");
    public static final UUID HUB = UUID.fromString("adebc667-1f2b-41e3-bf5c-6d6eabc68cc6");
    public static final String TOKEN = "token-that-nobody-may-see";
    public static final String KEY = "key-of-16-bytes!";

    private static final CloudServer GATEWAY = new CloudServer(URI.create("coaps+tcp://gw-b.example.net:5684"), HUB);
    private static final Optional<URI> REDIRECT = Optional.of(URI.create("coaps+tcp://other.example.net:5684"));

    public static List<Sample<?>> all() {
        return List.of(
                new Sample<>(TimeAnswer.CODEC, new TimeAnswer(Instant.parse("2025-03-04T05:06:07.123456789Z"))),
                new Sample<>(OwnershipAnswer.CODEC, new OwnershipAnswer(OWNER)),
                new Sample<>(
                        CloudConfigurationRequest.CODEC, new CloudConfigurationRequest(DEVICE, Optional.of(GATEWAY))),
                new Sample<>(CloudConfigurationAnswer.CODEC, cloudConfiguration()),
                new Sample<>(
                        CredentialsRequest.CODEC,
                        new CredentialsRequest(
                                Optional.of(DEVICE), "-----BEGIN CERTIFICATE REQUEST-----\n", Optional.of(GATEWAY))),
                new Sample<>(CredentialsAnswer.CODEC, credentials()),
                new Sample<>(AclsAnswer.CODEC, acls()),
                new Sample<>(ResourceLink.LIST_CODEC, links()),
                new Sample<>(
                        SignUpRequest.CODEC,
                        new SignUpRequest(
                                DEVICE, Optional.of("plgd.web"), Secret.ofText(TOKEN), Optional.of("user-1"))),
                new Sample<>(SignUpAnswer.CODEC, signedUp()),
                new Sample<>(
                        RefreshRequest.CODEC,
                        new RefreshRequest("user-1", DEVICE, Optional.of("plgd.web"), Secret.ofText(TOKEN))),
                new Sample<>(RefreshAnswer.CODEC, refreshed()),
                new Sample<>(SessionRequest.CODEC, SessionRequest.signIn("user-1", DEVICE, Secret.ofText(TOKEN))),
                new Sample<>(SessionRequest.CODEC, SessionRequest.signOut("user-1", DEVICE, Secret.ofText(TOKEN))),
                new Sample<>(SignInAnswer.CODEC, new SignInAnswer(Optional.of(Duration.ofSeconds(3480)))),
                new Sample<>(
                        PublishRequest.CODEC,
                        new PublishRequest(DEVICE, Optional.of("lamp"), Duration.ofHours(2), published())),
                new Sample<>(
                        PublishAnswer.CODEC,
                        new PublishAnswer(Optional.of(DEVICE), Optional.of(Duration.ZERO), published())));
    }

    public byte[] encoded() {
        return codec.encode(value);
    }

    @Override
    public String toString() {
        return codec.getClass().getSimpleName();
    }

    static CloudConfigurationAnswer cloudConfiguration() {
        return new CloudConfigurationAnswer(
                Secret.ofText(TOKEN),
                "plgd.dps",
                GATEWAY.uri(),
                HUB,
                List.of(new CloudServer(URI.create("coaps+tcp://gw-a.example.net:5684"), HUB), GATEWAY),
                REDIRECT);
    }

    static CredentialsAnswer credentials() {
        String base64 = Base64.getEncoder().encodeToString(KEY.repeat(2).getBytes(StandardCharsets.US_ASCII));
        return new CredentialsAnswer(
                List.of(
                        Credential.ofSharedKey(new Subject.Device(OWNER), PrivateData.ofKey(Secret.ofText(KEY)))
                                .withTag("dps"),
                        Credential.ofSharedKey(
                                new Subject.Device(OWNER),
                                new PrivateData(Encoding.BASE64, Secret.ofText(base64), OptionalLong.of(7))),
                        new Credential(
                                OptionalInt.of(1993561545),
                                CredentialType.CERTIFICATE,
                                new Subject.Device(DEVICE),
                                Optional.of(CredentialUsage.ROLE_CERTIFICATE),
                                Optional.of(PublicData.ofPem("-----BEGIN CERTIFICATE-----\n")),
                                Optional.of(new PrivateData(Encoding.PEM, Secret.ofText(KEY), OptionalLong.empty())),
                                Optional.of(new RoleId("operator", Optional.of("example.net"))),
                                Optional.of("dps")),
                        Credential.ofCertificates(
                                new Subject.Anyone(),
                                CredentialUsage.TRUST_ANCHOR,
                                new PublicData(Encoding.RAW, Bytes.ofHex("3082ff00")))),
                REDIRECT);
    }

    static AclsAnswer acls() {
        return new AclsAnswer(
                List.of(
                        new AccessControlEntry(
                                OptionalInt.of(12),
                                new DeviceSubject(OWNER),
                                List.of(
                                        new Href("/oic/sec/sp", List.of("*")),
                                        new Wildcard(WildcardKind.ALL, List.of("*"))),
                                Permission.all(),
                                Optional.of("dps"),
                                List.of(new Validity("20270101T000000Z/P1D", List.of("FREQ=DAILY")))),
                        AccessControlEntry.of(
                                new ConnectionSubject(ConnectionType.ANON_CLEAR),
                                List.of(new Wildcard(WildcardKind.PUBLIC, List.of())),
                                Set.of(Permission.RETRIEVE)),
                        AccessControlEntry.of(
                                new RoleSubject("operator", Optional.of("example.net")),
                                List.of(new Href("/light/1", List.of("oic.if.a", "oic.if.s"))),
                                Set.of(Permission.RETRIEVE, Permission.NOTIFY))),
                REDIRECT);
    }

    static SignUpAnswer signedUp() {
        return new SignUpAnswer(
                Secret.ofText(TOKEN), "user-1", Secret.ofText(KEY), REDIRECT, Optional.of(Duration.ofSeconds(3600)));
    }

    static RefreshAnswer refreshed() {
        return new RefreshAnswer(Secret.ofText(TOKEN), Secret.ofText(KEY), REDIRECT, Optional.empty());
    }

    static List<ResourceLink> published() {
        return List.of(
                new ResourceLink(
                        Optional.empty(),
                        "/light/1",
                        List.of("core.light"),
                        List.of("oic.if.rw", "oic.if.baseline"),
                        Set.of(LinkPolicy.DISCOVERABLE, LinkPolicy.OBSERVABLE),
                        List.of(new LinkEndpoint(URI.create("coaps://[fe80::1]:5684"), OptionalInt.of(1))),
                        List.of("hosts"),
                        OptionalLong.of(4279287889L)),
                new ResourceLink(
                        Optional.of("ocf://" + DEVICE),
                        "/oic/d",
                        List.of("oic.wk.d"),
                        List.of("oic.if.r"),
                        Set.of(),
                        List.of(),
                        List.of("self", "hosts"),
                        OptionalLong.of(0)));
    }

    static List<ResourceLink> links() {
        return List.of(
                new ResourceLink(
                        Optional.of("ocf://" + DEVICE),
                        "/light/1",
                        List.of("core.light"),
                        List.of("oic.if.rw", "oic.if.baseline"),
                        Set.of(LinkPolicy.DISCOVERABLE, LinkPolicy.OBSERVABLE),
                        List.of(
                                new LinkEndpoint(URI.create("coaps://[fe80::1]:5684"), OptionalInt.of(1)),
                                new LinkEndpoint(URI.create("coaps+tcp://10.0.0.2:5684"), OptionalInt.empty())),
                        List.of("self", "hosts"),
                        OptionalLong.of(4279287889L)),
                ResourceLink.of("ocf://" + DEVICE, "/oic/d", List.of("oic.wk.d"), List.of("oic.if.r"), Set.of()));
    }
}
