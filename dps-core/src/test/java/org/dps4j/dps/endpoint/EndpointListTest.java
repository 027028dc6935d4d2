package org.dps4j.dps.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointListTest {

    private static final DpsEndpoint A = new DpsEndpoint(URI.create("coaps+tcp://a.test:1"), Optional.of("first"));
    private static final DpsEndpoint B = DpsEndpoint.of("coaps+tcp://b.test:2");
    private static final DpsEndpoint C = DpsEndpoint.of("coaps+tcp://c.test:3");
    private static final EndpointList ABC = EndpointList.EMPTY.add(A).add(B).add(C);

    @Test
    void a_service_may_be_called_as_containers_call_each_other() {
        DpsEndpoint service = DpsEndpoint.of("coaps+tcp://dps_service.1:15684");

        assertThat(service.port()).isEqualTo(15_684);
        assertThat(DpsEndpoint.of("coaps://dps_service").port()).isEqualTo(5684);
        assertThatIllegalArgumentException().isThrownBy(() -> DpsEndpoint.of("coaps+tcp://dps_service:65536"));
        assertThatIllegalArgumentException().isThrownBy(() -> DpsEndpoint.of("coaps+tcp://dps,service"));
    }

    @Test
    void a_thousand_redirects_leave_16_services_the_first_and_the_sender_among_them() {
        EndpointList list = ABC;
        for (int port = 1; port <= 1_000; port++) {
            URI sender = list.selected().orElseThrow().uri();
            list = list.redirect(URI.create("coaps+tcp://next.test:" + port));

            assertThat(list.all()).hasSizeLessThanOrEqualTo(16).contains(A);
            assertThat(list.find(sender)).isPresent();
            assertThat(list.selected().orElseThrow().port()).isEqualTo(port);
        }
    }

    @Test
    void more_than_16_services_are_refused() {
        EndpointList full = EndpointList.EMPTY;
        for (int port = 1; port <= 16; port++) {
            full = full.add(DpsEndpoint.of("coaps+tcp://next.test:" + port));
        }
        EndpointList listed = full;
        DpsEndpoints services = new DpsEndpoints(listed, failure -> {});

        assertThat(listed.add(DpsEndpoint.of("coaps+tcp://next.test:1"))).isEqualTo(listed);
        assertThatIllegalArgumentException().isThrownBy(() -> listed.add(A)).withMessageContaining("16");
        assertThat(services.add(A)).isFalse();
        assertThat(services.list()).isEqualTo(listed);
    }

    @Test
    void a_name_of_more_than_127_bytes_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DpsEndpoint(A.uri(), Optional.of("x".repeat(128))))
                .withMessageContaining("at most 127 bytes, not 128");
    }

    @Test
    void the_first_one_added_is_selected_and_no_address_is_listed_twice() {
        assertThat(ABC.selected()).contains(A);
        assertThat(ABC.add(new DpsEndpoint(B.uri(), Optional.of("again")))).isEqualTo(ABC);
    }

    @Test
    void next_goes_round() {
        assertThat(ABC.selectNext().selected()).contains(B);
        assertThat(ABC.selectNext().selectNext().selectNext().selected()).contains(A);
        assertThat(EndpointList.of(A).selectNext().selected()).contains(A);
        assertThat(EndpointList.EMPTY.selectNext()).isEqualTo(EndpointList.EMPTY);
    }

    @Test
    void when_the_selected_one_is_removed_the_one_after_it_is_selected() {
        assertThat(ABC.remove(A).selected()).contains(B);
        assertThat(ABC.select(C).remove(C).selected()).contains(A);
        assertThat(ABC.remove(B).selected()).contains(A);
        assertThat(EndpointList.of(A).remove(A)).isEqualTo(EndpointList.EMPTY);
        assertThat(EndpointList.of(A).remove(B)).isEqualTo(EndpointList.of(A));
    }

    @Test
    void a_service_is_removed_and_selected_by_its_address_whatever_it_is_called() {
        DpsEndpoint unnamed = DpsEndpoint.of(A.uri());

        assertThat(ABC.remove(unnamed).all()).containsExactly(B, C);
        assertThat(ABC.remove(unnamed).selected()).contains(B);
        assertThat(ABC.select(B).select(unnamed).selected()).contains(A);
    }

    @Test
    void a_stranger_cannot_be_selected() {
        assertThat(EndpointList.of(A).select(B).selected()).contains(A);
    }

    @Test
    void a_redirect_to_an_unknown_service_selects_it_under_the_name_of_the_sender() {
        EndpointList after = EndpointList.of(A).redirect(B.uri());

        assertThat(after.selected()).contains(new DpsEndpoint(B.uri(), Optional.of("first")));
        assertThat(after.selectNext().selected()).contains(A);
    }

    @Test
    void a_redirect_to_a_listed_service_selects_it_and_keeps_the_sender_for_later() {
        EndpointList after = ABC.redirect(C.uri());

        assertThat(after.all()).containsExactly(A, B, C);
        assertThat(after.selected()).contains(C);
    }

    @Test
    void a_redirect_to_the_sender_itself_changes_nothing() {
        assertThat(ABC.redirect(A.uri())).isEqualTo(ABC);
        assertThat(EndpointList.EMPTY.redirect(A.uri())).isEqualTo(EndpointList.EMPTY);
    }

    @Test
    void changes_are_reported() {
        DpsEndpoints endpoints = new DpsEndpoints(EndpointList.EMPTY, failure -> {
            throw new AssertionError(failure);
        });

        assertThat(endpoints.add(A)).isTrue();
        assertThat(endpoints.add(A)).isFalse();
        assertThat(endpoints.select(A)).isFalse();
        assertThat(endpoints.add(B)).isTrue();
        assertThat(endpoints.select(B)).isTrue();
        assertThat(endpoints.remove(C)).isFalse();
        assertThat(endpoints.replaceWith(C)).isTrue();
        assertThat(endpoints.replaceWith(C)).isFalse();
        assertThat(endpoints.all()).containsExactly(C);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "coap+tcp://a.test:1",
                "coap://a.test:1",
                "coaps:a.test",
                "https://a.test",
                "coaps+tcp:a.test",
                "coaps+tcp://",
                "a.test:5684",
                "",
                "coaps+tcp://a.test:70000"
            })
    void only_addresses_of_coap_over_tls_or_dtls_are_taken(String address) {
        assertThatIllegalArgumentException().isThrownBy(() -> DpsEndpoint.of(address));
    }

    @Test
    void the_scheme_says_what_carries_coap_and_the_port_has_a_default() {
        assertThat(DpsEndpoint.of("COAPS+TCP://a.test:1").carrier()).isEqualTo(Carrier.TLS);
        assertThat(DpsEndpoint.of("coaps://a.test:1").carrier()).isEqualTo(Carrier.DTLS);
        assertThat(DpsEndpoint.of("coaps://a.test:1").port()).isEqualTo(1);
        assertThat(DpsEndpoint.of("coaps://a.test").port()).isEqualTo(5684);
        assertThat(DpsEndpoint.of("coaps+tcp://a.test").port()).isEqualTo(5684);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DpsEndpoint.of("coap://a.test"))
                .withMessage("the address of a provisioning service is coaps+tcp://host:port or coaps://host:port,"
                        + " not coap://a.test");
    }

    @Test
    void a_character_of_two_bytes_counts_twice() {
        String longest = "coaps+tcp://a.test/" + "ä".repeat(54);

        assertThat(DpsEndpoint.of(longest).uri()).hasToString(longest);
        assertThatIllegalArgumentException().isThrownBy(() -> DpsEndpoint.of(longest + "ä"));
    }

    @Test
    void an_empty_name_is_none() {
        assertThat(new DpsEndpoint(B.uri(), Optional.of(""))).isEqualTo(B);
    }

    @Test
    void an_address_has_at_most_127_characters() {
        String longest = "coaps+tcp://" + "a".repeat(115);

        assertThat(DpsEndpoint.of(longest).uri()).hasToString(longest);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DpsEndpoint.of(longest + "a"))
                .withMessageContaining("127");
    }
}
