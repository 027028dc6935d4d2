package org.dps4j.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.dps4j.demo.fleet.Fleet;
import org.dps4j.demo.fleet.FleetReport;
import org.dps4j.demo.fleet.Footprint;
import org.dps4j.demo.pki.Manufacturer;
import org.dps4j.demo.pki.PkiDirectoryException;
import org.dps4j.demo.process.ChildEvent;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.protocol.coap.NettyLoops;

/** Starts service and cloud, brings a fleet of devices in this process online, and shows how that went. For one thread. */
final class FleetConductor {

    private static final int LOOPS = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PACE = Duration.ofMillis(20);
    private static final Duration SHORT_WAIT = Duration.ofSeconds(1);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(2);

    private final Servers servers;
    private final Manufacturer manufacturer;
    private final Cast cast;
    private final PrintWriter out;
    private final LongSupplier nanoTime;

    FleetConductor(Servers servers, Manufacturer manufacturer, Cast cast, PrintWriter out, LongSupplier nanoTime) {
        this.servers = servers;
        this.manufacturer = manufacturer;
        this.cast = cast;
        this.out = out;
        this.nanoTime = nanoTime;
    }

    void perform(int size, Ending ending) throws DemoFailure, PkiDirectoryException, InterruptedException {
        servers.start();
        DpsEndpoint service = DpsEndpoint.of(servers.ports().serviceEndpoint());
        try (NettyLoops loops = NettyLoops.start("fleet", LOOPS);
                Fleet fleet = new Fleet(size, manufacturer, loops::next, service, nanoTime)) {
            Footprint empty = Footprint.now();
            long start = nanoTime.getAsLong();
            bringOnline(fleet);
            Duration total = Duration.ofNanos(nanoTime.getAsLong() - start);
            out.println(
                    new FleetReport(fleet.journeys(), total, fleet.failedAttempts(), empty, Footprint.now()).text());
            if (ending == Ending.BY_HAND) {
                out.println(
                        "\nThey stay online, see " + servers.api().pageLink().revealText() + ", until Ctrl-C.");
                goOn();
            }
        }
    }

    private void bringOnline(Fleet fleet) throws DemoFailure, PkiDirectoryException, InterruptedException {
        long progress = nanoTime.getAsLong();
        long line = progress;
        int before = 0;
        while (fleet.online() < fleet.size()) {
            fleet.advance();
            if (cast.next(PACE).orElse(null) instanceof ChildEvent.Ended ended) {
                throw cast.failure(ended, "");
            }
            long now = nanoTime.getAsLong();
            if (fleet.online() > before) {
                before = fleet.online();
                progress = now;
            } else if (now - progress > PATIENCE.toNanos()) {
                throw new DemoFailure("no device came online for " + PATIENCE.toSeconds() + " s, "
                        + fleet.online() + " of " + fleet.size() + " are"
                        + fleet.trouble().map(why -> "; " + why).orElse(""));
            }
            if (now - line > BETWEEN_LINES.toNanos()) {
                line = now;
                out.printf(Locale.ROOT, "  devices        %5d of %d online%n", fleet.online(), fleet.size());
                out.flush();
            }
        }
    }

    private void goOn() throws InterruptedException {
        while (true) {
            if (cast.next(SHORT_WAIT).orElse(null) instanceof ChildEvent.Ended ended) {
                out.printf(
                        Locale.ROOT,
                        "  %-14s ended with exit code %d; to have it again: %s%n",
                        ended.child(),
                        ended.exitCode(),
                        servers.commandOf(ended.child()));
            }
        }
    }
}
