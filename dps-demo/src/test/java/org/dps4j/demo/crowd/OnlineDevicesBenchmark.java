package org.dps4j.demo.crowd;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.dps4j.demo.crowd.JoiningSite.Keeping;
import org.dps4j.device.cloud.CloudListener;
import org.dps4j.device.cloud.CloudStatus;
import org.dps4j.device.cloud.client.OcfCloudClient;
import org.dps4j.protocol.coap.NettyLoops;

/**
 * Measures what an online device costs the process it lives in: heap after garbage collection, threads, resident memory.
 * The devices join a gateway in a process of its own, each with its own key, certificate, account, TLS connection, light
 * and observations. How to run it: docs/benchmarks.md.
 *
 * <p>Arguments: the program of the gateway; how many devices are online at each measurement, rising.
 */
public final class OnlineDevicesBenchmark {

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final int AT_ONCE = 20;
    private static final int LOOPS = 2;

    private final JoiningSite site;
    private final NettyLoops loops;
    private final List<OcfCloudClient> clients = new ArrayList<>();

    private OnlineDevicesBenchmark(JoiningSite site, NettyLoops loops) {
        this.site = site;
        this.loops = loops;
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length < 2) {
            System.err.println("expected the program of the gateway, and how many devices are online at each"
                    + " measurement, such as ocf-gateway/target/dist/bin/ocf-gateway 100 1000");
            System.exit(2);
        }
        Path directory = Files.createTempDirectory("online-devices");
        try (JoiningSite site = new JoiningSite(Path.of(arguments[0]), directory, Keeping.IN_MEMORY);
                NettyLoops loops = NettyLoops.start("device", LOOPS)) {
            OnlineDevicesBenchmark benchmark = new OnlineDevicesBenchmark(site, loops);
            benchmark.join(1);
            long before = heapAfterCollection();
            System.out.printf(Locale.ROOT, "1 device: heap %.1f MB, %s%n", before / 1e6, process());
            for (String count : List.of(arguments).subList(1, arguments.length)) {
                benchmark.join(Integer.parseInt(count));
                long heap = heapAfterCollection();
                int online = benchmark.online();
                System.out.printf(
                        Locale.ROOT,
                        "%d devices online: heap %.1f MB, %.1f KB each, %s%n",
                        online,
                        heap / 1e6,
                        (heap - before) / 1e3 / (online - 1),
                        process());
            }
            benchmark.clients.forEach(OcfCloudClient::close);
        }
    }

    private void join(int count) throws Exception {
        while (clients.size() < count) {
            int more = Math.min(AT_ONCE, count - clients.size());
            CountDownLatch online = new CountDownLatch(more);
            for (int i = 0; i < more; i++) {
                clients.add(site.join(loops.next(), countingOnce(online)));
            }
            if (!online.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException(online.getCount() + " devices did not come online: "
                        + clients.get(clients.size() - 1).status());
            }
        }
    }

    private static CloudListener countingOnce(CountDownLatch online) {
        return new CloudListener() {
            private boolean counted;

            @Override
            public void onStatusChanged(CloudStatus status) {
                if (status.isOnline() && !counted) {
                    counted = true;
                    online.countDown();
                }
            }
        };
    }

    private int online() {
        return (int)
                clients.stream().filter(client -> client.status().isOnline()).count();
    }

    private static long heapAfterCollection() {
        for (int i = 0; i < 4; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static String process() throws Exception {
        String resident = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .findFirst()
                .map(line -> line.substring("VmRSS:".length()).strip())
                .orElse("unknown");
        return ManagementFactory.getThreadMXBean().getThreadCount() + " threads, resident " + resident + ", load "
                + Files.readString(Path.of("/proc/loadavg")).substring(0, 4);
    }
}
