package org.dps4j.service.enrollment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.dps4j.testkit.pki.TestAuthority;
import org.dps4j.testkit.pki.TestPki;
import org.junit.jupiter.api.Test;

class GroupAuthoritiesTest {

    private final TestAuthority root = TestPki.root("Root").mint();
    private final TestAuthority factory = root.intermediate("Factory").mint();

    @Test
    void only_roots_are_anchors() {
        GroupAuthorities authorities = GroupAuthorities.of(List.of(factory.certificate(), root.certificate()));

        assertThat(authorities.roots().certificates()).containsExactly(root.certificate());
        assertThat(authorities.intermediates()).containsExactly(factory.certificate());
        assertThat(authorities.named("Factory")).isEqualTo(factory.certificate());
    }

    @Test
    void a_chain_without_its_root_says_what_is_missing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GroupAuthorities.of(List.of(factory.certificate())))
                .withMessageContaining("append the root");
    }

    @Test
    void a_chain_with_the_root_of_another_one_says_whose_issuer_is_missing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GroupAuthorities.of(List.of(
                        factory.certificate(), TestPki.root("Another").mint().certificate())))
                .withMessageContaining("'CN=Factory' does not lead to a root");
    }

    @Test
    void a_device_among_the_authorities_is_named() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GroupAuthorities.of(List.of(
                        factory.device("device 1").mint().certificate(), factory.certificate(), root.certificate())))
                .withMessageContaining("'CN=device 1' is not a certificate authority");
    }

    @Test
    void a_lead_name_that_is_not_there_lists_those_that_are() {
        GroupAuthorities authorities = GroupAuthorities.of(List.of(factory.certificate(), root.certificate()));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> authorities.named("Fabric"))
                .withMessageContaining("there are 'Factory', 'Root'");
    }
}
