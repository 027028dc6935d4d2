package org.dps4j.protocol.coap;

import java.util.Set;
import org.eclipse.californium.core.coap.option.MapBasedOptionRegistry;
import org.eclipse.californium.core.coap.option.OptionDefinition;
import org.eclipse.californium.core.coap.option.StandardOptionRegistry;
import org.jspecify.annotations.Nullable;

/**
 * The options that a peer may send: the standard ones and OCF's, without Block1 and Block2. Those are critical, and as
 * there is no blockwise transfer here, a block must not be taken for the whole body. Nor is there No-Response (RFC 7967),
 * which is elective: every request is answered.
 */
final class TransportOptions extends MapBasedOptionRegistry {

    private static final Set<Integer> ABSENT = Set.of(
            StandardOptionRegistry.BLOCK1.getNumber(),
            StandardOptionRegistry.BLOCK2.getNumber(),
            StandardOptionRegistry.NO_RESPONSE.getNumber());

    TransportOptions() {
        super(
                StandardOptionRegistry.getDefaultOptionRegistry(),
                OcfOptions.ACCEPT_CONTENT_FORMAT_VERSION,
                OcfOptions.CONTENT_FORMAT_VERSION);
    }

    @Override
    protected @Nullable OptionDefinition getInternal(int key) {
        return ABSENT.contains(key) ? null : super.getInternal(key);
    }
}
