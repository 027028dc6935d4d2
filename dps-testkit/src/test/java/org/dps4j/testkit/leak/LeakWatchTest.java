package org.dps4j.testkit.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.dps4j.loop.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Timeout(20)
class LeakWatchTest {

    private static final Duration SHORT = Duration.ofMillis(20);

    @Test
    void names_the_thread_that_stays_and_shows_where_it_is() {
        LeakWatch watch = LeakWatch.begin(SHORT);

        try (Workers workers = Workers.named("left-behind", 1, 1)) {
            workers.execute(() -> {});

            assertThatThrownBy(() -> watch.assertNothingIsLeft("the test"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("after the test are left over")
                    .hasMessageContaining("thread left-behind-1 (daemon")
                    .hasMessageContaining("    at java.base");
        }
    }

    @Test
    void waits_for_a_thread_that_is_about_to_end() {
        LeakWatch watch = LeakWatch.begin();
        CountDownLatch gate = new CountDownLatch(1);
        Thread thread = new Thread(() -> await(gate), "slow-to-end");
        thread.start();

        CompletableFuture<Void> opened = CompletableFuture.runAsync(gate::countDown);

        assertThatCode(() -> watch.assertNothingIsLeft("the test")).doesNotThrowAnyException();
        assertThat(thread.isAlive()).isFalse();
        opened.join();
    }

    @Test
    void accepts_threads_that_were_there_before_are_allowed_or_belong_to_the_platform() {
        CountDownLatch gate = new CountDownLatch(1);
        start(gate, "before");
        LeakWatch watch = LeakWatch.begin(SHORT, "allowed-");
        start(gate, "allowed-1");
        start(gate, "globalEventExecutor-1-1");
        CompletableFuture.runAsync(() -> {}).join();

        assertThatCode(() -> watch.assertNothingIsLeft("the test")).doesNotThrowAnyException();
        gate.countDown();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void names_the_sockets_that_stay() throws Exception {
        LeakWatch watch = LeakWatch.begin(SHORT);

        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket connected = new Socket(listening.getInetAddress(), listening.getLocalPort());
                DatagramSocket datagrams = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> watch.assertNothingIsLeft("the test"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("127.0.0.1:" + listening.getLocalPort() + " -> ")
                    .hasMessageContaining("LISTEN")
                    .hasMessageContaining("127.0.0.1:" + connected.getLocalPort() + " -> ")
                    .hasMessageContaining("ESTABLISHED")
                    .hasMessageContaining("socket udp")
                    .hasMessageContaining("127.0.0.1:" + datagrams.getLocalPort());
        }
        assertThatCode(() -> watch.assertNothingIsLeft("the test")).doesNotThrowAnyException();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void accepts_sockets_that_were_there_before() throws Exception {
        try (ServerSocket before = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            LeakWatch watch = LeakWatch.begin(SHORT);

            try (Socket shortLived = new Socket(before.getInetAddress(), before.getLocalPort());
                    Socket accepted = before.accept()) {
                assertThat(accepted.getPort()).isEqualTo(shortLived.getLocalPort());
            }

            assertThatCode(() -> watch.assertNothingIsLeft("the test")).doesNotThrowAnyException();
        }
    }

    private static void start(CountDownLatch gate, String name) {
        Thread thread = new Thread(() -> await(gate), name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
