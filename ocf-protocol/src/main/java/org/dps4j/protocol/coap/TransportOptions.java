package org.dps4j.protocol.coap;

import org.eclipse.californium.core.coap.option.MapBasedOptionRegistry;
import org.eclipse.californium.core.coap.option.OptionDefinition;
import org.eclipse.californium.core.coap.option.StandardOptionRegistry;
import org.jspecify.annotations.Nullable;

/**
 * The options that a peer may send: the standard ones and OCF's, without Block1 and Block2. Those are critical, and as
 * there is no blockwise transfer here, a block must not be taken for the whole body.
 */
final class TransportOptions extends MapBasedOptionRegistry {

    TransportOptions() {
        super(
                StandardOptionRegistry.getDefaultOptionRegistry(),
                OcfOptions.ACCEPT_CONTENT_FORMAT_VERSION,
                OcfOptions.CONTENT_FORMAT_VERSION);
    }

    @Override
    protected @Nullable OptionDefinition getInternal(int key) {
        return key == StandardOptionRegistry.BLOCK1.getNumber() || key == StandardOptionRegistry.BLOCK2.getNumber()
                ? null
                : super.getInternal(key);
    }
}
