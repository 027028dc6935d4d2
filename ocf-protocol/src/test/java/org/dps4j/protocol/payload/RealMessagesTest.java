package org.dps4j.protocol.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.cbor.CborReader;
import org.dps4j.protocol.cbor.CborValue;
import org.dps4j.protocol.cbor.CborValue.CborArray;
import org.dps4j.protocol.cbor.CborValue.CborBytes;
import org.dps4j.protocol.cbor.CborValue.CborFloat;
import org.dps4j.protocol.cbor.CborValue.CborInteger;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.CborValue.CborSimple;
import org.dps4j.protocol.cbor.CborValue.CborText;
import org.dps4j.protocol.cbor.CborWriter;
import org.dps4j.protocol.payload.acl.AccessControlEntry;
import org.dps4j.protocol.payload.acl.AceResource.Href;
import org.dps4j.protocol.payload.acl.AceResource.Wildcard;
import org.dps4j.protocol.payload.acl.AceSubject.ConnectionSubject;
import org.dps4j.protocol.payload.acl.AceSubject.DeviceSubject;
import org.dps4j.protocol.payload.acl.AclsAnswer;
import org.dps4j.protocol.payload.acl.ConnectionType;
import org.dps4j.protocol.payload.acl.Permission;
import org.dps4j.protocol.payload.acl.WildcardKind;
import org.dps4j.protocol.payload.cloud.CloudConfigurationRequest;
import org.dps4j.protocol.payload.cloud.CloudServer;
import org.dps4j.protocol.payload.credential.Credential;
import org.dps4j.protocol.payload.credential.CredentialUsage;
import org.dps4j.protocol.payload.credential.CredentialsAnswer;
import org.dps4j.protocol.payload.credential.CredentialsRequest;
import org.dps4j.protocol.payload.credential.Subject;
import org.dps4j.protocol.payload.link.LinkPolicy;
import org.dps4j.protocol.payload.link.ResourceLink;
import org.dps4j.protocol.payload.time.TimeAnswer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RealMessagesTest {

    private static final UUID DEVICE = UUID.fromString("560732df-e733-418d-4d63-3401c1298794");
    private static final UUID OWNER = UUID.fromString("b80c8fef-a677-5340-85fb-2c162d75df03");

    static List<RealMessage> all() {
        return RealMessage.all();
    }

    static List<RealMessage> link_lists() {
        return all().stream()
                .filter(its -> its.path().equals("/oic/res") && its.body().length > 0)
                .toList();
    }

    @Test
    void there_are_110_of_them() {
        assertThat(all()).hasSize(110);
    }

    @ParameterizedTest
    @MethodSource("all")
    void the_body_of_every_message_says_what_the_file_says(RealMessage message) throws Exception {
        if (message.payload().isNull()) {
            assertThat(message.body()).isEmpty();
        } else {
            assertThat(CborReader.read(message.body())).isEqualTo(value(message.payload()));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void what_was_read_is_the_same_after_writing_it(RealMessage message) throws Exception {
        if (message.body().length > 0) {
            CborValue value = CborReader.read(message.body());

            assertThat(CborReader.read(CborWriter.write(value))).isEqualTo(value);
        }
    }

    @ParameterizedTest
    @MethodSource("link_lists")
    void every_list_of_links_is_read(RealMessage message) throws Exception {
        List<ResourceLink> links = ResourceLink.LIST_CODEC.decode(message.body());

        assertThat(links).extracting(ResourceLink::href).isEqualTo(hrefs(message.payload()));
        assertThat(links).allSatisfy(link -> assertThat(link.resourceTypes()).isNotEmpty());
    }

    @Test
    void the_first_list_is_the_one_the_service_asks_for() throws Exception {
        RealMessage message = RealMessage.answerFrom("/oic/res");

        assertThat(ResourceLink.LIST_CODEC.decode(message.body()))
                .containsExactly(ResourceLink.of(
                        "ocf://" + DEVICE,
                        "/oic/d",
                        List.of("oic.d.cloudDevice", "oic.wk.d"),
                        List.of("oic.if.r", "oic.if.baseline"),
                        Set.of(LinkPolicy.DISCOVERABLE, LinkPolicy.OBSERVABLE)));
    }

    @Test
    void the_cloud_configuration_request_is_read() throws Exception {
        RealMessage message = RealMessage.requestTo("/api/v1/provisioning/cloud-configuration");

        assertThat(CloudConfigurationRequest.CODEC.decode(message.body()))
                .isEqualTo(new CloudConfigurationRequest(
                        DEVICE,
                        Optional.of(new CloudServer(URI.create("coaps+tcp://127.0.0.1"), CloudServer.UNKNOWN_ID))));
    }

    @Test
    void the_credentials_request_is_read() throws Exception {
        RealMessage message = RealMessage.requestTo("/api/v1/provisioning/credentials");

        assertThat(CredentialsRequest.CODEC.decode(message.body()))
                .isEqualTo(new CredentialsRequest(
                        Optional.of(DEVICE),
                        message.payload().path("csr").path("data").asText(),
                        Optional.empty()));
    }

    @Test
    void the_time_the_device_tells_is_read_and_its_further_members_are_ignored() throws Exception {
        RealMessage message = RealMessage.answerFrom("/x.plgd.dev/time");

        assertThat(TimeAnswer.CODEC.decode(message.body()).time())
                .isEqualTo(message.payload().path("time").asText());
    }

    @Test
    void its_credentials_are_read_once_the_owner_of_the_resource_is_left_out() throws Exception {
        byte[] body = RealMessage.answerFrom("/oic/sec/cred").body();

        List<Credential> credentials =
                CredentialsAnswer.CODEC.decode(without(body, "rowneruuid")).credentials();

        assertThatThrownBy(() -> CredentialsAnswer.CODEC.decode(body)).hasMessageStartingWith("rowneruuid: ");
        assertThat(credentials)
                .extracting(its -> its.usage().orElseThrow())
                .containsExactly(
                        CredentialUsage.MANUFACTURER_TRUST_ANCHOR,
                        CredentialUsage.MANUFACTURER_CERTIFICATE,
                        CredentialUsage.IDENTITY_CERTIFICATE,
                        CredentialUsage.TRUST_ANCHOR);
        assertThat(credentials)
                .extracting(Credential::subject)
                .containsExactly(
                        new Subject.Anyone(),
                        new Subject.Anyone(),
                        new Subject.Device(DEVICE),
                        new Subject.Device(OWNER));
        assertThat(credentials).allSatisfy(its -> {
            assertThat(its.privateData()).isEmpty();
            assertThat(its.publicData().orElseThrow().text()).startsWith("-----BEGIN CERTIFICATE-----\n");
        });
    }

    @Test
    void its_access_rules_are_read_once_the_owner_of_the_resource_is_left_out() throws Exception {
        byte[] body = RealMessage.answerFrom("/oic/sec/acl2").body();

        List<AccessControlEntry> entries =
                AclsAnswer.CODEC.decode(without(body, "rowneruuid")).entries();

        assertThatThrownBy(() -> AclsAnswer.CODEC.decode(body)).hasMessageStartingWith("rowneruuid: ");
        assertThat(entries).hasSize(4);
        assertThat(entries.get(0))
                .isEqualTo(AccessControlEntry.of(
                                new ConnectionSubject(ConnectionType.ANON_CLEAR),
                                List.of(
                                        new Href("/oic/res", List.of()),
                                        new Href("/oic/d", List.of()),
                                        new Href("/oic/p", List.of()),
                                        new Href("/x.plgd.dev/time", List.of())),
                                Set.of(Permission.RETRIEVE))
                        .withId(1958597984));
        assertThat(entries.get(1).subject()).isEqualTo(new DeviceSubject(OWNER));
        assertThat(entries.get(1).permissions()).isEqualTo(Permission.all());
        assertThat(entries.get(1).resources()).endsWith(new Wildcard(WildcardKind.ALL, List.of()));
    }

    private static List<String> hrefs(JsonNode list) {
        List<String> hrefs = new ArrayList<>();
        for (JsonNode entry : list) {
            if (entry.has("links")) {
                hrefs.addAll(hrefs(entry.path("links")));
            } else {
                hrefs.add(entry.path("href").asText());
            }
        }
        return hrefs;
    }

    private static byte[] without(byte[] body, String name) throws PayloadException {
        Map<String, CborValue> members = new LinkedHashMap<>(((CborMap) CborReader.read(body)).members());
        members.remove(name);
        return CborWriter.write(new CborMap(members));
    }

    private static CborValue value(JsonNode node) {
        if (node.has("bytes") && node.size() == 1) {
            return new CborBytes(Bytes.ofHex(node.path("bytes").asText()));
        }
        return switch (node.getNodeType()) {
            case OBJECT -> {
                Map<String, CborValue> members = new LinkedHashMap<>();
                node.properties().forEach(member -> members.put(member.getKey(), value(member.getValue())));
                yield new CborMap(members);
            }
            case ARRAY -> {
                List<CborValue> items = new ArrayList<>();
                node.forEach(item -> items.add(value(item)));
                yield new CborArray(items);
            }
            case STRING -> new CborText(node.asText());
            case NUMBER -> node.isIntegralNumber() ? new CborInteger(node.asLong()) : new CborFloat(node.asDouble());
            case BOOLEAN -> node.asBoolean() ? CborSimple.TRUE : CborSimple.FALSE;
            default -> CborSimple.NULL;
        };
    }
}
