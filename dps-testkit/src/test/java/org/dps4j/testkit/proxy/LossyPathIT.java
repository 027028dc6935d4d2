package org.dps4j.testkit.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import org.dps4j.testkit.leak.LeakCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(20)
@ExtendWith(LeakCheck.class)
class LossyPathIT {

    @Test
    void only_the_datagrams_that_are_to_get_lost_get_lost() throws IOException {
        try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                DatagramSocket client = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                LossyPath path =
                        LossyPath.to((InetSocketAddress) server.getLocalSocketAddress(), number -> number == 1)) {
            send(client, 7, path.address());
            DatagramPacket first = receive(server);
            send(server, 8, first.getSocketAddress());
            send(server, 9, first.getSocketAddress());

            assertThat(first.getData()[0]).isEqualTo((byte) 7);
            assertThat(receive(client).getData()[0]).isEqualTo((byte) 9);
            assertThat(path.seen()).isEqualTo(3);
            assertThat(path.dropped()).isEqualTo(1);
            assertThatThrownBy(() -> receive(client)).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void under_one_port_the_last_sender_gets_what_the_server_sends() throws IOException {
        try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                DatagramSocket client = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                DatagramSocket again = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                LossyPath path = LossyPath.underOnePort((InetSocketAddress) server.getLocalSocketAddress())) {
            send(client, 1, path.address());
            DatagramPacket first = receive(server);
            send(again, 2, path.address());
            DatagramPacket second = receive(server);
            send(server, 3, second.getSocketAddress());

            assertThat(second.getSocketAddress()).isEqualTo(first.getSocketAddress());
            assertThat(receive(again).getData()[0]).isEqualTo((byte) 3);
        }
    }

    private static void send(DatagramSocket from, int content, SocketAddress to) throws IOException {
        from.send(new DatagramPacket(new byte[] {(byte) content}, 1, to));
    }

    private static DatagramPacket receive(DatagramSocket at) throws IOException {
        at.setSoTimeout(500);
        DatagramPacket packet = new DatagramPacket(new byte[16], 16);
        at.receive(packet);
        return packet;
    }
}
