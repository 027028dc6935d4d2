package org.dps4j.gateway;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.dps4j.protocol.cbor.CborReader;
import org.dps4j.protocol.cbor.CborValue;
import org.dps4j.protocol.cbor.CborValue.CborArray;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.CborValue.CborSimple;
import org.dps4j.protocol.cbor.CborValue.CborText;
import org.dps4j.protocol.cbor.CborWriter;
import org.dps4j.protocol.coap.OcfOptions;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.link.LinkPolicy;
import org.dps4j.protocol.payload.link.ResourceLink;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.network.Exchange;
import org.eclipse.californium.core.server.resources.CoapExchange;

/** The resources of a device as its cloud sees them: a light, and {@code /oic/res} with links and batch. */
final class ScriptedResources {

    static final String LIGHT = "/light/1";

    /** How {@code /oic/res} can be observed. */
    enum Discovery {
        BATCH,
        LINKS_ONLY
    }

    final List<Request> seen = new CopyOnWriteArrayList<>();
    final CoapResource root = new CoapResource("");
    /** Answers instead of the light's own answer, if there is one. */
    final AtomicReference<Response> insteadOfLight = new AtomicReference<>();
    /** Whether requests to the light stay without an answer. */
    volatile boolean silent;

    private volatile String name = "thing";
    private final UUID device;
    private final Discovery discovery;
    private final Map<String, CborValue> light = new LinkedHashMap<>();
    private final CoapResource lightResource;
    private final CoapResource discoveryResource;
    private final Queue<byte[]> nextBatches = new ConcurrentLinkedQueue<>();

    ScriptedResources(UUID device, Discovery discovery) {
        this.device = device;
        this.discovery = discovery;
        this.lightResource = new Light();
        this.discoveryResource = new DiscoveryResource();
        light.put("state", CborSimple.FALSE);
        light.put("name", new CborText("Light"));
        root.add(new CoapResource("oic").add(discoveryResource).add(new DeviceResource()));
        root.add(new CoapResource("light").add(lightResource));
    }

    List<ResourceLink> links() {
        return List.of(link("/oic/d", "oic.wk.d"), link(LIGHT, "core.light"));
    }

    /** Has another name from now on, and tells who observes the batch. */
    void rename(String to) {
        name = to;
        discoveryResource.changed();
    }

    /** Sends these bytes as the next notification of the batch; on the loop of the device. */
    void notifyBatch(byte[] body) {
        nextBatches.add(body);
        discoveryResource.changed();
    }

    ResourceLink link(String href, String type) {
        return ResourceLink.of(
                "ocf://" + device,
                href,
                List.of(type),
                List.of("oic.if.rw", "oic.if.baseline"),
                Set.of(LinkPolicy.DISCOVERABLE, LinkPolicy.OBSERVABLE));
    }

    private CborMap item(String href, CborMap representation) {
        Map<String, CborValue> item = new LinkedHashMap<>();
        item.put("href", new CborText("ocf://" + device + href));
        item.put("rep", representation);
        return new CborMap(item);
    }

    private CborMap deviceInfo() {
        return new CborMap(Map.of("di", new CborText(device.toString()), "n", new CborText(name)));
    }

    static Response content(byte[] body) {
        Response response = new Response(ResponseCode.CONTENT);
        OcfOptions.setPayload(response, body);
        return response;
    }

    private final class DiscoveryResource extends CoapResource {

        DiscoveryResource() {
            super("res");
            setObservable(discovery == Discovery.BATCH);
        }

        @Override
        public void handleRequest(Exchange exchange) {
            seen.add(exchange.getRequest());
            boolean batch = exchange.getRequest().getOptions().getUriQuery().contains("if=oic.if.b");
            new CoapExchange(exchange).respond(content(batch ? batch() : links()));
        }

        private byte[] links() {
            List<ResourceLink> links = new ArrayList<>(ScriptedResources.this.links());
            links.add(ResourceLink.of(
                    "ocf://" + device,
                    "/oic/res",
                    List.of("oic.wk.res"),
                    List.of("oic.if.ll", "oic.if.b"),
                    discovery == Discovery.BATCH
                            ? Set.of(LinkPolicy.DISCOVERABLE, LinkPolicy.OBSERVABLE)
                            : Set.of(LinkPolicy.DISCOVERABLE)));
            return ResourceLink.LIST_CODEC.encode(links);
        }

        private byte[] batch() {
            byte[] told = nextBatches.poll();
            return told != null
                    ? told
                    : CborWriter.write(
                            new CborArray(List.of(item("/oic/d", deviceInfo()), item(LIGHT, new CborMap(light)))));
        }
    }

    private final class DeviceResource extends CoapResource {

        DeviceResource() {
            super("d");
        }

        @Override
        public void handleRequest(Exchange exchange) {
            seen.add(exchange.getRequest());
            new CoapExchange(exchange).respond(content(CborWriter.write(deviceInfo())));
        }
    }

    private final class Light extends CoapResource {

        Light() {
            super("1");
            setObservable(true);
        }

        @Override
        public void handleRequest(Exchange exchange) {
            Request request = exchange.getRequest();
            seen.add(request);
            if (silent) {
                return;
            }
            Response instead = insteadOfLight.getAndSet(null);
            if (instead != null) {
                new CoapExchange(exchange).respond(instead);
            } else if (request.getCode() == Code.POST) {
                change(request);
                new CoapExchange(exchange).respond(new Response(ResponseCode.CHANGED));
                changed();
                discoveryResource.changed();
            } else if (request.getCode() == Code.GET) {
                new CoapExchange(exchange).respond(content(CborWriter.write(new CborMap(light))));
            } else {
                new CoapExchange(exchange).respond(new Response(ResponseCode.METHOD_NOT_ALLOWED));
            }
        }

        private void change(Request request) {
            try {
                light.putAll(((CborMap) CborReader.read(request.getPayload())).members());
            } catch (PayloadException e) {
                throw new AssertionError(e);
            }
        }
    }
}
