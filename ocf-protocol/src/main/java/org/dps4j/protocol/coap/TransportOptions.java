package org.dps4j.protocol.coap;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.californium.core.coap.option.MapBasedOptionRegistry;
import org.eclipse.californium.core.coap.option.OptionDefinition;
import org.eclipse.californium.core.coap.option.StandardOptionRegistry;
import org.jspecify.annotations.Nullable;

/**
 * The options that a peer may send: the standard ones and OCF's. Over TCP without Block1 and Block2: those are critical,
 * and as there is no blockwise transfer there, a block must not be taken for the whole body. Nor is there No-Response
 * (RFC 7967), which is elective: every request is answered.
 */
final class TransportOptions extends MapBasedOptionRegistry {

    private final Set<Integer> absent;

    private TransportOptions(OptionDefinition... absent) {
        super(
                StandardOptionRegistry.getDefaultOptionRegistry(),
                OcfOptions.ACCEPT_CONTENT_FORMAT_VERSION,
                OcfOptions.CONTENT_FORMAT_VERSION);
        this.absent = Stream.of(absent).map(OptionDefinition::getNumber).collect(Collectors.toUnmodifiableSet());
    }

    static TransportOptions overTcp() {
        return new TransportOptions(
                StandardOptionRegistry.BLOCK1, StandardOptionRegistry.BLOCK2, StandardOptionRegistry.NO_RESPONSE);
    }

    static TransportOptions overUdp() {
        return new TransportOptions(StandardOptionRegistry.NO_RESPONSE);
    }

    @Override
    protected @Nullable OptionDefinition getInternal(int key) {
        return absent.contains(key) ? null : super.getInternal(key);
    }
}
