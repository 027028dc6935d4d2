package org.dps4j.protocol.payload.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.dps4j.protocol.payload.Body;
import org.dps4j.protocol.payload.PayloadException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceLinkTest {

    @Test
    void a_link_is_written_as_a_device_writes_it() {
        ResourceLink link = ResourceLink.of(
                "ocf://id",
                "/oic/d",
                List.of("oic.wk.d"),
                List.of("oic.if.r", "oic.if.baseline"),
                Set.of(LinkPolicy.DISCOVERABLE, LinkPolicy.OBSERVABLE));

        assertThat(Body.toJson(ResourceLink.LIST_CODEC.encode(List.of(link))))
                .isEqualTo("[{'anchor':'ocf://id','href':'/oic/d','rt':['oic.wk.d'],"
                        + "'if':['oic.if.r','oic.if.baseline'],'p':{'bm':3},'eps':[]}]");
    }

    @Test
    void an_empty_list_is_a_list() throws Exception {
        assertThat(decode("[]")).isEmpty();
    }

    @Test
    void a_link_needs_only_a_path_and_further_members_are_ignored() throws Exception {
        List<ResourceLink> links = decode("[{'href': '/a', 'tag-pos-desc': 'top', 'tag-pos-rel': [0.5, 0.5, 0.5],"
                + " 'p': {'bm': 129, 'sec': true}, 'rel': 'hosts', 'rep': {'href': 7}}]");

        assertThat(links).singleElement().satisfies(link -> {
            assertThat(link.href()).isEqualTo("/a");
            assertThat(link.policy()).containsExactly(LinkPolicy.DISCOVERABLE);
            assertThat(link.relations()).containsExactly("hosts");
            assertThat(link.endpoints()).isEmpty();
        });
    }

    @Test
    void an_endpoint_that_cannot_be_used_is_left_out() throws Exception {
        List<ResourceLink> links =
                decode("[{'href': '/a', 'eps': [{'ep': 'nowhere'}, {'ep': 'coap://[fe80::1', 'pri': 1},"
                        + " {'pri': 2}, {'ep': ''}, {'ep': 'coap://a.test:5683'}]}, {'href': '/b', 'eps': [{}]}]");

        assertThat(links).extracting(ResourceLink::href).containsExactly("/a", "/b");
        assertThat(links.get(0).endpoints())
                .containsExactly(new LinkEndpoint(URI.create("coap://a.test:5683"), OptionalInt.empty()));
        assertThat(links.get(1).endpoints()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "['/a']",
                "[{}]",
                "[{'href': ''}]",
                "[{'href': 1}]",
                "[{'href': '/a', 'anchor': 1}]",
                "[{'href': '/a', 'rt': 'x'}]",
                "[{'href': '/a', 'if': [1]}]",
                "[{'href': '/a', 'rel': 1}]",
                "[{'href': '/a', 'ins': -1}]",
                "[{'href': '/a', 'ins': 'x'}]",
                "[{'href': '/a', 'p': 3}]",
                "[{'href': '/a', 'p': {}}]",
                "[{'href': '/a', 'p': {'bm': -1}}]",
                "[{'href': '/a', 'eps': {}}]",
                "[{'href': '/a', 'eps': [1]}]",
                "[{'href': '/a', 'eps': [{'ep': 1}]}]",
                "[{'href': '/a', 'eps': [{'ep': 'coap://a', 'pri': -1}]}]",
                "[{'links': {}}]",
                "[{'links': [{'rt': ['x']}]}]"
            })
    void a_list_that_cannot_be_understood_is_refused(String json) {
        assertThatThrownBy(() -> decode(json)).isInstanceOf(PayloadException.class);
    }

    private static List<ResourceLink> decode(String json) throws PayloadException {
        return ResourceLink.LIST_CODEC.decode(Body.of(json));
    }
}
