package org.dps4j.gateway.session;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.dps4j.gateway.shadow.DeviceShadow;
import org.dps4j.gateway.shadow.Href;
import org.dps4j.gateway.shadow.Representation;
import org.dps4j.gateway.shadow.ResourceShadow;
import org.dps4j.gateway.shadow.ShadowFullException;
import org.dps4j.gateway.shadow.Shadows;
import org.dps4j.loop.Loop;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.cbor.CborReader;
import org.dps4j.protocol.cbor.CborWriter;
import org.dps4j.protocol.coap.ObservationEndedException;
import org.dps4j.protocol.coap.ObservationListener;
import org.dps4j.protocol.coap.OcfOptions;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.link.LinkPolicy;
import org.dps4j.protocol.payload.link.ResourceLink;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the shadow of a device that is signed in up to date (ocf-cloud 6.1): asks for its links, drops published ones it no
 * longer has, observes all resources at once through the batch interface of {@code /oic/res}, or one by one where the device
 * cannot do that. Confined to the loop.
 */
final class Watch {

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final String DISCOVERY = "/oic/res";
    private static final String LINKS = "oic.if.ll";
    private static final String BATCH = "oic.if.b";
    private static final Duration AGAIN = Duration.ofSeconds(30);

    private final UUID device;
    private final DeviceLine line;
    private final Shadows shadows;
    private final Loop loop;
    private final Map<String, Single> oneByOne = new HashMap<>();
    private final Deque<Single> left = new ArrayDeque<>();
    private boolean single;
    private Optional<String> asked = Optional.empty();
    private boolean stopped;

    /** A link that is observed by itself. */
    private final class Single implements ObservationListener {

        private final String href;

        Single(String href) {
            this.href = href;
        }

        @Override
        public void notified(Response notification) {
            takeOne(href, notification);
        }

        @Override
        public void ended(Exception cause) {
            oneByOne.remove(href);
            if (cause instanceof ObservationEndedException ended && ended.last().getCode() == ResponseCode.NOT_FOUND) {
                gone(href);
            } else {
                again(href, cause, () -> observeOne(href));
            }
        }
    }

    Watch(UUID device, DeviceLine line, Shadows shadows, Loop loop) {
        this.device = device;
        this.line = line;
        this.shadows = shadows;
        this.loop = loop;
    }

    void start() {
        if (stopped) {
            return;
        }
        answered(line.read(get(DISCOVERY, LINKS)), this::listed, failure -> observeBatch());
    }

    void stop() {
        stopped = true;
    }

    /** The device published these; a batch holds them anyway. */
    void published(Iterable<String> hrefs) {
        if (single) {
            leaveUnpublished();
            hrefs.forEach(this::observeOne);
        }
    }

    private void listed(Response response) {
        List<ResourceLink> links = links(response);
        Set<String> paths = new HashSet<>();
        Optional<ResourceLink> discovery = Optional.empty();
        for (ResourceLink link : links) {
            Optional<String> path = Href.of(link.href(), device);
            path.ifPresent(paths::add);
            if (path.filter(DISCOVERY::equals).isPresent()) {
                discovery = Optional.of(link);
            }
        }
        if (!links.isEmpty()) {
            Set<String> vanished = new HashSet<>(shadows.find(device)
                    .map(known -> known.resources().keySet())
                    .orElse(Set.of()));
            vanished.removeAll(paths);
            shadows.unpublish(device, vanished);
            shadows.forget(device, vanished);
        }
        boolean cannot = discovery
                .filter(link -> !link.policy().contains(LinkPolicy.OBSERVABLE)
                        || !link.interfaces().contains(BATCH))
                .isPresent();
        if (cannot) {
            observeEach();
        } else {
            observeBatch();
        }
    }

    private void observeBatch() {
        ObservationListener notifications = new ObservationListener() {
            @Override
            public void notified(Response notification) {
                takeBatch(notification);
            }

            @Override
            public void ended(Exception cause) {
                if (!single) {
                    again(DISCOVERY, cause, Watch.this::start);
                }
            }
        };
        answered(
                line.observe(get(DISCOVERY, BATCH), notifications),
                first -> {
                    if (!DeviceLine.isEstablishedBy(first) || !takeBatch(first)) {
                        observeEach();
                    }
                },
                failure -> observeEach());
    }

    private void observeEach() {
        single = true;
        published().forEach(this::observeOne);
    }

    /** Else a device that publishes ever new links would be observed ever more. */
    private void leaveUnpublished() {
        Set<String> gone = new HashSet<>(oneByOne.keySet());
        published().forEach(gone::remove);
        asked.ifPresent(gone::remove);
        left.removeIf(waiting -> gone.contains(waiting.href));
        gone.stream().map(oneByOne::remove).filter(Objects::nonNull).forEach(line::forget);
    }

    private void observeOne(String href) {
        Single fresh = new Single(href);
        if (!stopped && oneByOne.putIfAbsent(href, fresh) == null) {
            left.add(fresh);
            observeNext();
        }
    }

    /** One after the other, so that commands wait for no more than one of them. */
    private void observeNext() {
        if (asked.isPresent() || left.isEmpty()) {
            return;
        }
        Single next = left.remove();
        String href = next.href;
        asked = Optional.of(href);
        Request request = new Request(Code.GET);
        request.getOptions().setUriPath(href);
        CompletionStage<Response> first = isObservable(href) ? line.observe(request, next) : line.read(request);
        answered(
                first,
                response -> {
                    if (!DeviceLine.isEstablishedBy(response)) {
                        oneByOne.remove(href);
                    }
                    goOn();
                    takeOne(href, response);
                },
                failure -> {
                    LOG.debug("{} of device {} is not read: {}", href, device, failure.getMessage());
                    oneByOne.remove(href);
                    goOn();
                });
    }

    private void goOn() {
        asked = Optional.empty();
        observeNext();
    }

    private boolean takeBatch(Response response) {
        if (response.getPayloadSize() == 0) {
            return true;
        }
        try {
            for (Batch.Item item : Batch.read(device, response.getPayload()).items()) {
                if (item.representation().isPresent()) {
                    shadows.represent(device, item.href(), item.representation().get(), loop.now());
                } else {
                    shadows.forget(device, List.of(item.href()));
                }
            }
            return true;
        } catch (PayloadException | ShadowFullException e) {
            LOG.warn("a batch of device {} cannot be used: {}", device, e.getMessage());
            return false;
        }
    }

    private void takeOne(String href, Response response) {
        if (response.getCode() == ResponseCode.NOT_FOUND) {
            gone(href);
        } else if (response.isSuccess() && response.getPayloadSize() > 0 && OcfOptions.isCbor(response)) {
            try {
                byte[] body = CborWriter.write(CborReader.read(response.getPayload(), Representation.LIMITS));
                shadows.represent(device, href, Bytes.copyOf(body), loop.now());
            } catch (PayloadException | ShadowFullException e) {
                LOG.warn("{} of device {} cannot be used: {}", href, device, e.getMessage());
            }
        }
    }

    private void gone(String href) {
        shadows.unpublish(device, List.of(href));
        shadows.forget(device, List.of(href));
    }

    /** The device ended an observation; a while later it is made again. */
    private void again(String href, Exception cause, Runnable anew) {
        if (!stopped && cause instanceof ObservationEndedException) {
            LOG.info("device {} ended the observation of {}; it is made again in {}", device, href, AGAIN);
            loop.schedule(AGAIN, anew);
        }
    }

    private List<String> published() {
        return shadows.find(device).map(DeviceShadow::published).orElse(List.of());
    }

    private boolean isObservable(String href) {
        return shadows.find(device)
                .flatMap(known -> known.resource(href))
                .flatMap(ResourceShadow::link)
                .filter(link -> link.policy().contains(LinkPolicy.OBSERVABLE))
                .isPresent();
    }

    private void answered(CompletionStage<Response> answer, Consumer<Response> take, Consumer<Throwable> failed) {
        answer.whenComplete((response, failure) -> {
            if (stopped) {
                return;
            }
            if (failure == null) {
                take.accept(response);
            } else {
                failed.accept(failure);
            }
        });
    }

    private List<ResourceLink> links(Response response) {
        if (!response.isSuccess() || response.getPayloadSize() == 0) {
            return List.of();
        }
        try {
            return ResourceLink.LIST_CODEC.decode(response.getPayload());
        } catch (PayloadException e) {
            LOG.warn("the links of device {} cannot be used: {}", device, e.getMessage());
            return List.of();
        }
    }

    private static Request get(String path, String resourceInterface) {
        Request request = new Request(Code.GET);
        request.getOptions().setUriPath(path);
        request.getOptions().addUriQuery("if=" + resourceInterface);
        return request;
    }
}
