package org.dps4j.protocol.payload.acl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.dps4j.protocol.payload.Body;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.Sample;
import org.dps4j.protocol.payload.acl.AceResource.Href;
import org.dps4j.protocol.payload.acl.AceResource.Wildcard;
import org.dps4j.protocol.payload.acl.AceSubject.ConnectionSubject;
import org.dps4j.protocol.payload.acl.AceSubject.DeviceSubject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AclsAnswerTest {

    private static final String SUBJECT = "'subject': {'conntype': 'anon-clear'}";
    private static final String RESOURCES = "'resources': [{'href': '/a'}]";
    private static final String ENTRY = "'permission': 2, " + SUBJECT + ", " + RESOURCES;

    @Test
    void the_answer_of_the_reference_has_its_size_and_its_order() {
        byte[] body = AclsAnswer.CODEC.encode(answerOfTheReference());

        assertThat(body).hasSize(641);
        assertThat(Body.toJson(body))
                .startsWith("{'aclist2':[{'permission':31,'resources':[{'href':'/CoapCloudConfResURI','if':['*']},")
                .contains(
                        "{'if':['*'],'wc':'*'}],'subject':{'uuid':'b80c8fef-a677-5340-85fb-2c162d75df03'},'tag':'dps'},")
                .contains("'subject':{'conntype':'anon-clear'},'tag':'dps'}");
    }

    @Test
    void a_subject_may_be_written_in_any_form_of_a_uuid() throws Exception {
        String subject = "'subject': {'uuid': 'urn:uuid:b80c8fef-a677-5340-85fb-2c162d75df03'}";

        assertThat(decode("{'aclist2': [{'permission': 2, " + subject + ", " + RESOURCES + "}]}")
                        .entries())
                .extracting(AccessControlEntry::subject)
                .containsExactly(new DeviceSubject(Sample.OWNER));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{'aclist2': []}",
                "{'aclist2': {}}",
                "{'aclist': [{" + ENTRY + "}]}",
                "{'aclist2': [{}]}",
                "{'aclist2': [[]]}",
                "{'aclist2': [{'permission': 2, " + SUBJECT + "}]}",
                "{'aclist2': [{'permission': 2, " + SUBJECT + ", 'resources': []}]}",
                "{'aclist2': [{'permission': 2, " + RESOURCES + "}]}",
                "{'aclist2': [{" + SUBJECT + ", " + RESOURCES + "}]}",
                "{'aclist2': [{" + ENTRY + ", 'other': 1}]}",
                "{'aclist2': [{" + ENTRY + ", 'aceid': -1}]}",
                "{'aclist2': [{" + ENTRY + ", 'validity': [{}]}]}",
                "{'aclist2': [{" + ENTRY + ", 'validity': [{'period': 'always'}]}]}",
                "{'aclist2': [{" + ENTRY + ", 'validity': ['20270101T000000Z/P1D']}]}",
                "{'aclist2': [{" + ENTRY + ", 'validity': [{'period': '20270101T000000Z/P1D', 'x': 1}]}]}",
                "{'aclist2': [{" + ENTRY + ", 'validity': [{'period': '20270101T000000Z/P1D', 'recurrence': 'x'}]}]}",
                "{'aclist2': [{'permission': 32, " + SUBJECT + ", " + RESOURCES + "}]}",
                "{'aclist2': [{'permission': -1, " + SUBJECT + ", " + RESOURCES + "}]}",
                "{'aclist2': [{'permission': 2, 'subject': {}, " + RESOURCES + "}]}",
                "{'aclist2': [{'permission': 2, 'subject': {'conntype': 'anon'}, " + RESOURCES + "}]}",
                "{'aclist2': [{'permission': 2, 'subject': {'uuid': '*'}, " + RESOURCES + "}]}",
                "{'aclist2': [{'permission': 2, 'subject': {'role': ''}, " + RESOURCES + "}]}",
                "{'aclist2': [{'permission': 2, 'subject': {'authority': 'x'}, " + RESOURCES + "}]}",
                "{'aclist2': [{'permission': 2, 'subject': {'role': 'x', 'conntype': 'anon-clear'}, " + RESOURCES
                        + "}]}",
                "{'aclist2': [{'permission': 2, " + SUBJECT + ", 'resources': [{}]}]}",
                "{'aclist2': [{'permission': 2, " + SUBJECT + ", 'resources': [{'href': 'a'}]}]}",
                "{'aclist2': [{'permission': 2, " + SUBJECT + ", 'resources': [{'href': ''}]}]}",
                "{'aclist2': [{'permission': 2, " + SUBJECT + ", 'resources': [{'wc': '?'}]}]}",
                "{'aclist2': [{'permission': 2, " + SUBJECT + ", 'resources': [{'href': '/a', 'wc': '*'}]}]}",
                "{'aclist2': [{'permission': 2, " + SUBJECT + ", 'resources': [{'href': '/a', 'rt': ['x']}]}]}",
                "{'aclist2': [{'permission': 2, " + SUBJECT + ", 'resources': [{'href': '/a', 'if': 'x'}]}]}",
                "{'aclist2': [{'permission': 2, " + SUBJECT + ", 'resources': [{'href': '/a', 'if': [1]}]}]}",
                "{'aclist2': [{" + ENTRY + "}], 'rowneruuid': 'b80c8fef-a677-5340-85fb-2c162d75df03'}"
            })
    void an_answer_that_cannot_be_used_is_refused(String json) {
        assertThatThrownBy(() -> decode(json)).isInstanceOf(PayloadException.class);
    }

    @Test
    void an_empty_answer_is_called_so() {
        assertThatThrownBy(() -> decode("{'aclist2': []}")).hasMessageContaining("found an empty ACL answer");
        assertThatThrownBy(() -> AclsAnswer.CODEC.decode(new byte[0])).hasMessageContaining("found nothing");
    }

    @Test
    void the_error_names_the_member_deep_inside() {
        assertThatThrownBy(() -> decode("{'aclist2': [{'permission': 2, " + SUBJECT
                        + ", 'resources': [{'href': '/a'}, {'href': '/b', 'if': ['x', 2]}]}]}"))
                .hasMessage("aclist2[0].resources[1].if[1]: expected text, found integer 2");
    }

    @Test
    void further_members_beside_the_list_are_ignored() throws Exception {
        assertThat(decode("{'x': 1, 'aclist2': [{" + ENTRY + "}]}").entries()).hasSize(1);
    }

    @Test
    void permissions_are_bits() {
        assertThat(Permission.ofMask(0)).isEmpty();
        assertThat(Permission.ofMask(18)).containsExactly(Permission.RETRIEVE, Permission.NOTIFY);
        assertThat(Permission.mask(Permission.all())).isEqualTo(31);
        assertThatThrownBy(() -> Permission.ofMask(32)).isInstanceOf(IllegalArgumentException.class);
    }

    private static AclsAnswer decode(String json) throws PayloadException {
        return AclsAnswer.CODEC.decode(Body.of(json));
    }

    private static AclsAnswer answerOfTheReference() {
        List<AceResource> hub = Stream.concat(
                        hrefs("/oc/con", "/oc/swu", "/oic/mnt", "/x.plgd.dev/time"),
                        Stream.of(new Wildcard(WildcardKind.ALL, List.of("*"))))
                .toList();
        List<AceResource> owner = Stream.concat(
                        hrefs("/CoapCloudConfResURI", "/oic/sec/sp", "/x.plgd.dev/time"), hub.stream())
                .toList();
        List<AceResource> everybody = hrefs("/oic/d", "/oic/p", "/oic/res", "/oic/sec/sdi", "/oic/sec/doxm")
                .toList();
        return new AclsAnswer(
                List.of(
                        AccessControlEntry.of(new DeviceSubject(Sample.OWNER), owner, Permission.all())
                                .withTag("dps"),
                        AccessControlEntry.of(
                                        new ConnectionSubject(ConnectionType.ANON_CLEAR),
                                        everybody,
                                        Set.of(Permission.RETRIEVE))
                                .withTag("dps"),
                        AccessControlEntry.of(new DeviceSubject(Sample.HUB), hub, Permission.all())
                                .withTag("dps")),
                Optional.empty());
    }

    private static Stream<AceResource> hrefs(String... paths) {
        return Stream.of(paths).map(path -> new Href(path, List.of("*")));
    }
}
