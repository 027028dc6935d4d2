package org.dps4j.device.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.dps4j.device.Device;
import org.dps4j.device.DeviceState;
import org.dps4j.device.DeviceStates;
import org.dps4j.device.resource.Resource;
import org.dps4j.device.resource.ResourceAnswer;
import org.dps4j.device.resource.ResourceMethod;
import org.dps4j.device.store.MemoryDeviceStore;
import org.dps4j.protocol.cbor.CborReader;
import org.dps4j.protocol.cbor.CborValue.CborArray;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.CborWriter;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.coap.CoapConnection;
import org.dps4j.protocol.coap.CoapTcpClient;
import org.dps4j.protocol.coap.CoapTcpServer;
import org.dps4j.protocol.coap.ConnectionListener;
import org.dps4j.protocol.coap.NettyLoop;
import org.dps4j.protocol.coap.NettyLoops;
import org.dps4j.protocol.coap.Observation;
import org.dps4j.protocol.coap.OcfOptions;
import org.dps4j.protocol.coap.TlsIdentity;
import org.dps4j.protocol.coap.TlsOptions;
import org.dps4j.protocol.coap.TransportLimits;
import org.dps4j.testkit.leak.LeakCheck;
import org.dps4j.testkit.pki.TestAuthority;
import org.dps4j.testkit.pki.TestCertificate;
import org.dps4j.testkit.pki.TestPki;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A cloud asks a device over the connection that the device opened. */
@Timeout(30)
@ExtendWith(LeakCheck.class)
class DeviceOnTheWireIT {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final TestAuthority ROOT = TestPki.root("Cloud").mint();
    private static final UUID CLOUD = OpenDevice.CLOUD.id().orElseThrow();

    private final NettyLoops loops = NettyLoops.start("wire", 2);
    private final BlockingQueue<CoapConnection> accepted = new LinkedBlockingQueue<>();
    private final BlockingQueue<Response> notified = new LinkedBlockingQueue<>();
    private CoapTcpServer cloud;
    private CoapTcpClient client;
    private DeviceResources resources;
    private CoapConnection toDevice;
    private boolean on;

    @BeforeEach
    void connect_a_device_with_a_light_to_its_cloud() throws Exception {
        NettyLoop loop = loops.next();
        DeviceState state = OpenDevice.allow(DeviceStates.fresh().takeOwnership(OpenDevice.OWNER), "/oic/res");
        Device device = Device.open(loop, new MemoryDeviceStore(), () -> state).get(5, TimeUnit.SECONDS);
        resources = DeviceResources.of(device);
        resources.add(Resource.at("/light/1")
                .type("core.light")
                .onGet(request -> new MapWriter().truth("state", on).toMap())
                .onPost(request -> {
                    on = request.members().truth("state");
                    return ResourceAnswer.changed();
                })
                .build());
        cloud = CoapTcpServer.builder(loops)
                .tls(tls(ROOT.identity(CLOUD).mint()))
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .listener(new ConnectionListener() {
                    @Override
                    public void connected(CoapConnection connection) {
                        accepted.add(connection);
                    }
                })
                .build();
        cloud.start();
        client = resources
                .serve(CoapTcpClient.builder(loop)
                        .tls(tls(ROOT.identity(device.state().id()).mint())))
                .build();
        client.connect(URI.create(
                        "coaps+tcp://127.0.0.1:" + cloud.localAddress().getPort()))
                .get(5, TimeUnit.SECONDS);
        toDevice = accepted.poll(5, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() {
        client.close();
        cloud.close();
        loops.close();
    }

    @Test
    void the_cloud_reads_and_switches_the_light() throws Exception {
        Response read = send(request(Code.GET, "light/1"));
        Response switched = send(light(true));

        assertThat(read.getCode()).isEqualTo(ResponseCode.CONTENT);
        assertThat(read.getOptions().getContentFormat()).isEqualTo(OcfOptions.APPLICATION_VND_OCF_CBOR);
        assertThat(MapReader.of(read.getPayload()).truth("state")).isFalse();
        assertThat(switched.getCode()).isEqualTo(ResponseCode.CHANGED);
        assertThat(switched.getPayloadSize()).isZero();
        assertThat(on).isTrue();
    }

    @Test
    void the_cloud_observes_everything_and_hears_of_each_change_until_it_cancels() throws Exception {
        Request request = request(Code.GET, "oic/res");
        request.getOptions().addUriQuery("if=oic.if.b");
        Observation observation = toDevice.observe(request, SOON, notified::add);
        Response first = observation.first().get(5, TimeUnit.SECONDS);
        send(light(true));
        send(light(false));
        Response second = notified.poll(5, TimeUnit.SECONDS);
        Response third = notified.poll(5, TimeUnit.SECONDS);
        observation.cancel();
        send(light(true));

        assertThat(first.getOptions().getObserve()).isZero();
        assertThat(items(first)).hasSizeGreaterThan(2);
        assertThat(second.getOptions().getObserve()).isEqualTo(2);
        assertThat(third.getOptions().getObserve()).isEqualTo(3);
        assertThat(items(second)).hasSize(1);
        assertThat(((CborMap) items(second).get(0)).members().get("rep"))
                .isEqualTo(new MapWriter().truth("state", true).toMap());
        assertThat(notified).isEmpty();
    }

    @Test
    void who_has_the_latest_tag_hears_that_it_is_valid_and_observes_all_the_same() throws Exception {
        Request request = request(Code.GET, "light/1");
        byte[] tag = send(request(Code.GET, "light/1")).getOptions().getETags().get(0);
        request.getOptions().addETag(tag);
        Response first = toDevice.observe(request, SOON, notified::add).first().get(5, TimeUnit.SECONDS);
        send(light(true));

        assertThat(first.getCode()).isEqualTo(ResponseCode.VALID);
        assertThat(first.getPayloadSize()).isZero();
        assertThat(first.getOptions().hasObserve()).isTrue();
        assertThat(notified.poll(5, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void what_cannot_be_observed_is_answered_without_observe() throws Exception {
        for (String path : List.of("nope", "oic/p/x")) {
            Response answer = toDevice.observe(request(Code.GET, path), SOON, notified::add)
                    .first()
                    .get(5, TimeUnit.SECONDS);

            assertThat(answer.getCode()).isEqualTo(ResponseCode.NOT_FOUND);
            assertThat(answer.getOptions().hasObserve()).isFalse();
        }
    }

    @Test
    void a_body_in_another_format_or_that_is_none_is_refused() throws Exception {
        Request json = request(Code.POST, "light/1");
        json.setPayload("{\"state\": true}");
        json.getOptions().setContentFormat(50);
        Request broken = request(Code.POST, "light/1");
        OcfOptions.setPayload(broken, new byte[] {(byte) 0xa1});
        Request picky = request(Code.GET, "light/1");
        picky.getOptions().setAccept(50);

        assertThat(send(json).getCode()).isEqualTo(ResponseCode.UNSUPPORTED_CONTENT_FORMAT);
        assertThat(send(broken).getCode()).isEqualTo(ResponseCode.BAD_REQUEST);
        assertThat(send(picky).getCode()).isEqualTo(ResponseCode.NOT_ACCEPTABLE);
        assertThat(send(request(Code.FETCH, "light/1")).getCode()).isEqualTo(ResponseCode.METHOD_NOT_ALLOWED);
        assertThat(on).isFalse();
    }

    @Test
    void an_observation_that_is_cancelled_before_its_first_answer_takes_no_place_of_other_requests() throws Exception {
        BlockingQueue<CompletableFuture<ResourceAnswer>> asked = new LinkedBlockingQueue<>();
        resources.add(Resource.at("/slow")
                .type("x.slow")
                .later(ResourceMethod.GET, request -> {
                    CompletableFuture<ResourceAnswer> answer = new CompletableFuture<>();
                    asked.add(answer);
                    return answer;
                })
                .build());
        for (int i = 1; i < TransportLimits.forDevice().waitingRequests(); i++) {
            toDevice.observe(request(Code.GET, "slow"), SOON, notified::add).cancel();
            List<CompletableFuture<ResourceAnswer>> both =
                    List.of(asked.poll(5, TimeUnit.SECONDS), asked.poll(5, TimeUnit.SECONDS));
            both.forEach(answer -> answer.complete(ResourceAnswer.content(new MapWriter().toMap())));
        }
        var unused = toDevice.send(request(Code.GET, "slow"), SOON);
        asked.poll(5, TimeUnit.SECONDS);

        assertThat(send(request(Code.GET, "light/1")).getCode()).isEqualTo(ResponseCode.CONTENT);
        assertThat(onLoop().get(5, TimeUnit.SECONDS)).isZero();
    }

    @Test
    void nothing_is_observed_any_more_once_the_connection_is_gone() throws Exception {
        toDevice.observe(request(Code.GET, "light/1"), SOON, notified::add)
                .first()
                .get(5, TimeUnit.SECONDS);
        CompletableFuture<Integer> before = onLoop();
        toDevice.close();

        assertThat(before.get(5, TimeUnit.SECONDS)).isEqualTo(1);
        await().until(() -> onLoop().get(5, TimeUnit.SECONDS) == 0);
    }

    private CompletableFuture<Integer> onLoop() {
        CompletableFuture<Integer> count = new CompletableFuture<>();
        resources.device().loop().execute(() -> count.complete(resources.observationCount()));
        return count;
    }

    private Response send(Request request) throws Exception {
        return toDevice.send(request, SOON).get(5, TimeUnit.SECONDS);
    }

    private static Request request(Code code, String path) {
        Request request = new Request(code);
        request.getOptions().setUriPath(path);
        return request;
    }

    private static Request light(boolean state) {
        Request request = request(Code.POST, "light/1");
        OcfOptions.setPayload(
                request, CborWriter.write(new MapWriter().truth("state", state).toMap()));
        return request;
    }

    private static List<?> items(Response response) throws Exception {
        return ((CborArray) CborReader.read(response.getPayload())).items();
    }

    private static TlsOptions tls(TestCertificate certificate) {
        return TlsOptions.of(
                new TlsIdentity(certificate.chain(), certificate.privateKey()), (chain, attachments) -> {});
    }
}
