package org.dps4j.device.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.dps4j.protocol.payload.link.LinkPolicy;
import org.dps4j.protocol.payload.link.ResourceLink;
import org.junit.jupiter.api.Test;

class DeviceResourcesTest {

    private static final UUID ID = UUID.fromString("560732df-e733-418d-4d63-3401c1298794");
    private static final DeviceResources RESOURCES = DeviceResources.ofDevice("oic.d.cloudDevice");

    private static List<ResourceLink> discover(String... query) {
        return RESOURCES.discover(ID, List.of(query)).orElseThrow();
    }

    @Test
    void answers_the_service_that_looks_for_the_device_as_the_c_device_does() {
        assertThat(discover("if=oic.if.ll", "rt=oic.wk.d"))
                .containsExactly(new ResourceLink(
                        Optional.of("ocf://560732df-e733-418d-4d63-3401c1298794"),
                        "/oic/d",
                        List.of("oic.d.cloudDevice", "oic.wk.d"),
                        List.of("oic.if.r", "oic.if.baseline"),
                        Set.of(LinkPolicy.DISCOVERABLE, LinkPolicy.OBSERVABLE),
                        List.of(),
                        List.of(),
                        OptionalLong.empty()));
    }

    @Test
    void lists_everything_without_a_filter() {
        assertThat(discover())
                .extracting(ResourceLink::href)
                .containsExactly(
                        "/oic/p",
                        "/x.plgd.dev/time",
                        "/oic/res",
                        "/oic/d",
                        "/oic/sec/doxm",
                        "/oic/sec/pstat",
                        "/oic/sec/acl2",
                        "/oic/sec/cred",
                        "/CoapCloudConfResURI");
        assertThat(discover("if=oic.if.ll")).isEqualTo(discover());
    }

    @Test
    void the_list_points_to_itself() {
        assertThat(discover("rt=oic.wk.res").get(0).relations()).containsExactly("self");
    }

    @Test
    void several_types_are_any_of_them_and_an_unknown_one_is_none() {
        assertThat(discover("rt=oic.wk.d", "rt=oic.wk.p")).hasSize(2);
        assertThat(discover("rt=oic.d.toaster")).isEmpty();
    }

    @Test
    void an_unknown_interface_counts_as_the_default_and_a_known_one_is_not_offered() {
        assertThat(discover("if=oic.if.nonsense")).isEqualTo(discover());
        assertThat(RESOURCES.discover(ID, List.of("if=oic.if.b"))).isEmpty();
        assertThat(RESOURCES.discover(ID, List.of("if=oic.if.baseline"))).isEmpty();
    }

    @Test
    void an_application_adds_resources_under_paths_of_their_own() {
        DeviceResource light = new DeviceResource(
                "/light/1", List.of("core.light"), List.of("oic.if.rw"), Set.of(LinkPolicy.DISCOVERABLE));

        assertThat(RESOURCES.with(light).all()).hasSize(10).contains(light);
        assertThatThrownBy(() -> RESOURCES.with(light).with(light)).hasMessageContaining("/light/1");
        assertThatThrownBy(() -> new DeviceResource("light", List.of("x"), List.of("y"), Set.of()))
                .hasMessageContaining("begins with a slash");
    }
}
