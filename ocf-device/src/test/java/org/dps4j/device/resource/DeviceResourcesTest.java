package org.dps4j.device.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.link.LinkPolicy;
import org.dps4j.protocol.payload.link.ResourceLink;
import org.junit.jupiter.api.Test;

class DeviceResourcesTest {

    private static final UUID ID = UUID.fromString("560732df-e733-418d-4d63-3401c1298794");
    private static final DeviceResources RESOURCES = DeviceResources.ofDevice("oic.d.cloudDevice");

    /** The body of the answer of iotivity-lite to GET /oic/res?if=oic.if.ll&rt=oic.wk.d. */
    private static final String OF_A_C_DEVICE =
            "9fbf66616e63686f72782a6f63663a2f2f35363037333264662d653733332d343138642d3464"
                    + "36332d3334303163313239383739346468726566662f6f69632f646272749f716f69632e642e"
                    + "636c6f7564446576696365686f69632e776b2e64ff6269669f686f69632e69662e726f6f6963"
                    + "2e69662e626173656c696e65ff6170bf62626d03ff636570739fffffff";

    private static List<ResourceLink> discover(String... query) {
        return RESOURCES.discover(ID, List.of(query)).orElseThrow();
    }

    @Test
    void answers_the_service_that_looks_for_the_device_as_the_c_device_does() throws PayloadException {
        assertThat(discover("if=oic.if.ll", "rt=oic.wk.d"))
                .isEqualTo(ResourceLink.LIST_CODEC.decode(
                        Bytes.ofHex(OF_A_C_DEVICE).toArray()));
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
