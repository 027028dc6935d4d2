package org.dps4j.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dps4j.gateway.ScriptedDevice.await;
import static org.dps4j.gateway.ScriptedDevice.expect;
import static org.dps4j.gateway.ScriptedDevice.post;
import static org.dps4j.gateway.ScriptedDevice.request;

import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.dps4j.protocol.cbor.CborValue.CborSimple;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.coap.Observation;
import org.dps4j.protocol.payload.link.ResourceLink;
import org.dps4j.testkit.leak.LeakCheck;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** One device finds, reads, watches and switches another one of its owner, and nobody else's. */
@Timeout(60)
class OtherDevicesIT {

    @RegisterExtension
    static final LeakCheck LEAKS = LeakCheck.afterEachTest();

    private static final UUID LAMP = UUID.fromString("5e1f0d1c-7a4b-4a0e-9b7e-0d2b6a3c9f10");
    private static final UUID PANEL = UUID.fromString("5e1f0d1c-7a4b-4a0e-9b7e-0d2b6a3c9f11");
    private static final UUID STRANGER = UUID.fromString("5e1f0d1c-7a4b-4a0e-9b7e-0d2b6a3c9f12");
    private static final String LIGHT = "api/v1/devices/" + LAMP + "/light/1";

    @TempDir
    Path directory;

    private Gateway gateway;
    private ScriptedDevice lamp;
    private ScriptedDevice panel;
    private GatewayDirectory files;

    @BeforeEach
    void two_devices_of_one_owner() throws Exception {
        files = new GatewayDirectory(directory);
        gateway = Gateway.start(files.config());
        lamp = new ScriptedDevice(gateway, LAMP, files.device(LAMP));
        panel = new ScriptedDevice(gateway, PANEL, files.device(PANEL));
        lamp.join(files.token());
        panel.join(files.token());
        Awaitility.await()
                .untilAsserted(() -> assertThat(
                                panel.send(request(Code.GET, LIGHT)).getCode())
                        .isEqualTo(ResponseCode.CONTENT));
    }

    @AfterEach
    void stop() {
        lamp.close();
        panel.close();
        gateway.close();
    }

    @Test
    void it_finds_the_links_of_its_owners_devices() throws Exception {
        Response all = panel.send(request(Code.GET, "oic/res"));
        Response lights = panel.send(request(Code.GET, "oic/res", "rt=core.light", "di=" + LAMP));

        assertThat(ResourceLink.LIST_CODEC.decode(all.getPayload())).hasSize(4);
        assertThat(ResourceLink.LIST_CODEC.decode(lights.getPayload()))
                .singleElement()
                .satisfies(link -> assertThat(link.href()).isEqualTo("/" + LIGHT));
    }

    @Test
    void it_reads_what_the_cloud_knows_and_asks_the_device_with_an_interface() {
        int before = lamp.resources.seen.size();
        byte[] known = panel.send(request(Code.GET, LIGHT)).getPayload();
        assertThat(lamp.resources.seen).hasSize(before);

        Response asked = panel.send(request(Code.GET, LIGHT, "if=oic.if.rw"));

        assertThat(expect(ResponseCode.CONTENT, asked).getPayload()).isEqualTo(known);
        assertThat(lamp.resources.seen).hasSize(before + 1);
    }

    @Test
    void it_watches_and_switches_the_light() throws Exception {
        LinkedBlockingQueue<Response> notifications = new LinkedBlockingQueue<>();
        Observation observation =
                panel.connection().observe(request(Code.GET, LIGHT), Duration.ofSeconds(10), notifications::add);
        assertThat(await(observation.first()).getOptions().hasObserve()).isTrue();
        byte[] on = new MapWriter().value("state", CborSimple.TRUE).toBytes();

        expect(ResponseCode.CHANGED, panel.send(post(LIGHT, on)));

        Response told = notifications.poll(10, TimeUnit.SECONDS);
        assertThat(told).isNotNull();
        assertThat(told.getPayload()).asHexString().contains("7374617465F5");
        observation.cancel();
        expect(ResponseCode.METHOD_NOT_ALLOWED, panel.send(request(Code.DELETE, LIGHT)));
    }

    @Test
    void it_creates_with_the_interface_that_it_named() {
        lamp.resources.insteadOfLight.set(new Response(ResponseCode.CREATED));
        Request create = post(LIGHT, new byte[] {(byte) 0xa0});
        create.getOptions().addUriQuery("if=oic.if.create");

        expect(ResponseCode.CREATED, panel.send(create));

        assertThat(lamp.resources.seen).anySatisfy(seen -> {
            assertThat(seen.getCode()).isEqualTo(Code.POST);
            assertThat(seen.getOptions().getUriQuery()).containsExactly("if=oic.if.create");
        });
    }

    @Test
    void the_directory_shows_its_selector_to_who_is_signed_in() {
        Response selector = panel.send(request(Code.GET, "oic/rd"));

        assertThat(expect(ResponseCode.CONTENT, selector).getPayload())
                .isEqualTo(new MapWriter().integer("sel", 0).toBytes());
    }

    @Test
    void an_observation_ends_with_its_device() throws Exception {
        LinkedBlockingQueue<Exception> ends = new LinkedBlockingQueue<>();
        Observation observation = panel.connection()
                .observe(
                        request(Code.GET, LIGHT),
                        Duration.ofSeconds(10),
                        new org.dps4j.protocol.coap.ObservationListener() {
                            @Override
                            public void notified(Response notification) {
                                assertThat(notification).isNotNull();
                            }

                            @Override
                            public void ended(Exception cause) {
                                ends.add(cause);
                            }
                        });
        await(observation.first());

        new HttpCaller(gateway).call("DELETE", "/api/v1/devices/" + LAMP, "");

        assertThat(ends.poll(10, TimeUnit.SECONDS)).hasMessageContaining("4.04");
    }

    @Test
    void it_sees_nothing_of_another_owner() throws Exception {
        try (ScriptedDevice stranger = new ScriptedDevice(gateway, STRANGER, files.device(STRANGER))) {
            stranger.join(files.token(GatewayDirectory.claims("owner-2")));

            expect(ResponseCode.NOT_FOUND, stranger.send(request(Code.GET, LIGHT)));
            expect(ResponseCode.NOT_FOUND, stranger.send(post(LIGHT, new byte[] {(byte) 0xa0})));
            assertThat(ResourceLink.LIST_CODEC.decode(
                            stranger.send(request(Code.GET, "oic/res")).getPayload()))
                    .allMatch(link -> link.href().contains(STRANGER.toString()));
        }
    }

    @Test
    void a_device_that_is_offline_is_known_but_cannot_be_asked() {
        lamp.connection().close();
        Awaitility.await()
                .untilAsserted(() -> assertThat(panel.send(request(Code.GET, LIGHT, "if=oic.if.rw"))
                                .getCode())
                        .isEqualTo(ResponseCode.SERVICE_UNAVAILABLE));

        expect(ResponseCode.CONTENT, panel.send(request(Code.GET, LIGHT)));
    }
}
