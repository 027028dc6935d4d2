package org.dps4j.protocol.payload.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.dps4j.protocol.payload.Body;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.Sample;
import org.dps4j.protocol.payload.link.LinkPolicy;
import org.dps4j.protocol.payload.link.ResourceLink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryTest {

    private static final String DEVICE = "5e1f0d1c-7a4b-4a0e-9b7e-0d2b6a3c9f10";
    private static final ResourceLink LIGHT = new ResourceLink(
            Optional.empty(),
            "/light/1",
            List.of("core.light"),
            List.of("oic.if.rw"),
            Set.of(LinkPolicy.DISCOVERABLE, LinkPolicy.OBSERVABLE),
            List.of(),
            List.of("hosts"),
            OptionalLong.of(7));
    private static final String LIGHT_JSON =
            "{'href':'/light/1','rt':['core.light'],'if':['oic.if.rw'],'rel':'hosts','ins':7,'p':{'bm':3}}";

    @Test
    void a_publication_is_written_like_the_reference_writes_it() {
        PublishRequest request = new PublishRequest(Sample.DEVICE, Optional.of("lamp"), Duration.ZERO, List.of(LIGHT));

        assertThat(Body.toJson(PublishRequest.CODEC.encode(request)))
                .isEqualTo("{'di':'" + DEVICE + "','n':'lamp','ttl':0,'links':[" + LIGHT_JSON + "]}");
    }

    @Test
    void the_time_to_live_has_an_older_name() throws Exception {
        PublishRequest request = PublishRequest.CODEC.decode(
                Body.of("{'di': '" + DEVICE + "', 'lt': 60, 'links': [" + LIGHT_JSON + "]}"));

        assertThat(request)
                .isEqualTo(new PublishRequest(Sample.DEVICE, Optional.empty(), Duration.ofMinutes(1), List.of(LIGHT)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'di': '%1$s', 'ttl': 0}",
                "{'di': '%1$s', 'ttl': 0, 'links': []}",
                "{'di': '%1$s', 'ttl': 0, 'links': {}}",
                "{'di': '%1$s', 'ttl': 0, 'links': [{}]}",
                "{'di': '%1$s', 'ttl': 0, 'links': [{'href': ''}]}",
                "{'di': '%1$s', 'ttl': 0, 'links': [{'href': '/a', 'rt': 'x'}]}",
                "{'di': '%1$s', 'ttl': 0, 'links': [{'href': '/a', 'p': 3}]}",
                "{'di': '%1$s', 'ttl': -1, 'links': [%2$s]}",
                "{'di': '%1$s', 'links': [%2$s]}",
                "{'di': '', 'ttl': 0, 'links': [%2$s]}",
                "{'ttl': 0, 'links': [%2$s]}"
            })
    void a_publication_that_cannot_be_understood_is_refused(String json) {
        assertThatThrownBy(() -> PublishRequest.CODEC.decode(Body.of(json.formatted(DEVICE, LIGHT_JSON))))
                .isInstanceOf(PayloadException.class);
    }

    @Test
    void a_publication_of_too_much_is_refused() {
        String links = IntStream.range(0, 3_000).mapToObj(i -> LIGHT_JSON).collect(Collectors.joining(","));

        assertThatThrownBy(() -> PublishRequest.CODEC.decode(
                        Body.of("{'di': '" + DEVICE + "', 'ttl': 0, 'links': [" + links + "]}")))
                .isInstanceOf(PayloadException.class);
    }

    @Test
    void the_answer_needs_the_instance_of_every_link() throws Exception {
        assertThat(PublishAnswer.CODEC
                        .decode(Body.of("{'links': [{'href': '/a', 'ins': 5}]}"))
                        .links())
                .extracting(ResourceLink::href, ResourceLink::instance)
                .containsExactly(tuple("/a", OptionalLong.of(5)));
        assertThatThrownBy(() -> PublishAnswer.CODEC.decode(Body.of("{'links': [" + LIGHT_JSON + ", {'href': '/a'}]}")))
                .hasMessage("links[1].ins: expected an integer, found none");
    }

    @Test
    void a_device_reads_of_the_answer_which_instance_each_path_has_and_nothing_else() throws Exception {
        String odd = "'anchor': 1, 'rt': null, 'if': {}, 'p': 3, 'eps': null, 'rel': [1]";

        assertThat(PublishedInstances.read(Body.of("{'di': 1, 'ttl': 'x', 'links': [{'href': '/a', 'ins': 5, " + odd
                        + "}, {'href': '/b', 'ins': null}, {'ins': 6}, {'href': '/c'}, {'href': '/d', 'ins': 7}]}")))
                .containsExactly(entry("/a", 5L), entry("/d", 7L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'links': 1}",
                "{'links': [1]}",
                "{'links': [{'href': 1}]}",
                "{'links': [{'href': '/a', 'ins': '5'}]}",
                "{'links': [{'href': '/a', 'ins': -1}]}"
            })
    void instances_that_cannot_be_understood_are_refused(String json) {
        assertThatThrownBy(() -> PublishedInstances.read(Body.of(json))).isInstanceOf(PayloadException.class);
    }

    @Test
    void the_answer_is_written_with_both_names_of_the_time_to_live() {
        PublishAnswer answer =
                new PublishAnswer(Optional.of(Sample.DEVICE), Optional.of(Duration.ZERO), List.of(LIGHT));

        assertThat(Body.toJson(PublishAnswer.CODEC.encode(answer)))
                .isEqualTo("{'di':'" + DEVICE + "','links':[" + LIGHT_JSON + "],'ttl':0,'lt':0}");
    }

    @Test
    void what_is_unpublished_is_packed_into_requests_of_ten() {
        List<UnpublishQuery> queries = UnpublishQuery.pack(
                Sample.DEVICE, LongStream.range(0, 25).boxed().toList());

        assertThat(queries).extracting(query -> query.instances().size()).containsExactly(10, 10, 5);
        assertThat(queries.stream().flatMap(query -> query.instances().stream()))
                .containsExactlyElementsOf(LongStream.range(0, 25).boxed().toList());
        assertThat(queries.get(2).toParts())
                .containsExactly("di=" + DEVICE, "ins=20", "ins=21", "ins=22", "ins=23", "ins=24");
        assertThat(UnpublishQuery.pack(Sample.DEVICE, List.of())).isEmpty();
    }

    @Test
    void instances_may_stand_in_one_part_or_in_many() throws Exception {
        UnpublishQuery both = new UnpublishQuery(Sample.DEVICE, List.of(4279287889L, -2L));

        assertThat(UnpublishQuery.ofParts(both.toParts())).isEqualTo(both);
        assertThat(UnpublishQuery.ofParts(List.of("di=" + DEVICE + "&ins=4279287889&ins=-2")))
                .isEqualTo(both);
        assertThat(UnpublishQuery.ofParts(List.of("di=" + DEVICE)).instances()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ins=1", "di=", "di=me&ins=1", "di=%1$s&di=%1$s", "di=%1$s&ins=x", "di=%1$s&ins="})
    void an_unpublication_that_cannot_be_understood_is_refused(String part) {
        assertThatThrownBy(() -> UnpublishQuery.ofParts(List.of(part.formatted(DEVICE))))
                .isInstanceOf(PayloadException.class);
    }
}
