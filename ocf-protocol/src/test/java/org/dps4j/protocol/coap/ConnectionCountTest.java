package org.dps4j.protocol.coap;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.dps4j.protocol.coap.CloseReason.ListenerFull;
import org.dps4j.protocol.coap.CloseReason.ListenerFull.Bound;
import org.junit.jupiter.api.Test;

class ConnectionCountTest {

    private final ConnectionCount count = new ConnectionCount(3, 2);

    @Test
    void no_address_has_more_than_its_share() {
        begin("192.0.2.1");
        begin("192.0.2.1");

        assertThat(count.begin(address("192.0.2.1"))).contains(new ListenerFull(Bound.CONNECTIONS_OF_ADDRESS, 2));
        assertThat(count.begin(address("192.0.2.2"))).isEmpty();
    }

    @Test
    void all_together_have_no_more_than_there_may_be() {
        begin("192.0.2.1");
        begin("192.0.2.2");
        begin("192.0.2.3");

        assertThat(count.begin(address("192.0.2.4"))).contains(new ListenerFull(Bound.CONNECTIONS, 3));
    }

    @Test
    void what_ended_makes_room_and_is_forgotten() {
        begin("192.0.2.1");
        begin("192.0.2.1");
        count.end(address("192.0.2.1"));

        begin("192.0.2.1");
        count.end(address("192.0.2.1"));
        count.end(address("192.0.2.1"));

        assertThat(count.addresses()).isZero();
    }

    @Test
    void a_network_of_ipv6_is_one_address() {
        begin("2001:db8::1");
        begin("2001:db8::ffff:2");

        assertThat(count.begin(address("2001:db8::3"))).isPresent();
        assertThat(count.begin(address("2001:db8:0:1::3"))).isEmpty();
    }

    private void begin(String peer) {
        assertThat(count.begin(address(peer))).isEmpty();
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
