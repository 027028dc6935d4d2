package org.dps4j.protocol.coap;

import java.util.List;
import java.util.OptionalInt;
import org.eclipse.californium.core.coap.Message;
import org.eclipse.californium.core.coap.Option;
import org.eclipse.californium.core.coap.option.IntegerOptionDefinition;
import org.eclipse.californium.core.coap.option.MapBasedOptionRegistry;
import org.eclipse.californium.core.coap.option.OptionRegistry;
import org.eclipse.californium.core.coap.option.StandardOptionRegistry;

/** The CoAP options and content formats that OCF adds (OCF Core 12.2.6). Stateless. */
public final class OcfOptions {

    /** Content format {@code application/cbor} (RFC 8949). */
    public static final int APPLICATION_CBOR = 60;

    /** Content format {@code application/vnd.ocf+cbor}. */
    public static final int APPLICATION_VND_OCF_CBOR = 10_000;

    /** OCF-Accept-Content-Format-Version. */
    public static final IntegerOptionDefinition ACCEPT_CONTENT_FORMAT_VERSION =
            new IntegerOptionDefinition(2049, "OCF-Accept-Content-Format-Version", true, 0, 2);

    /** OCF-Content-Format-Version. */
    public static final IntegerOptionDefinition CONTENT_FORMAT_VERSION =
            new IntegerOptionDefinition(2053, "OCF-Content-Format-Version", true, 0, 2);

    /** Version 1.0.0 as the value of both options. */
    public static final int VERSION_1_0_0 = 2048;

    private static final OptionRegistry REGISTRY = new MapBasedOptionRegistry(
            StandardOptionRegistry.getDefaultOptionRegistry(), ACCEPT_CONTENT_FORMAT_VERSION, CONTENT_FORMAT_VERSION);

    private OcfOptions() {}

    /** Asks for an answer in OCF's CBOR, version 1.0.0. */
    public static void accept(Message message) {
        message.getOptions().setAccept(APPLICATION_VND_OCF_CBOR);
        message.getOptions().addOption(ACCEPT_CONTENT_FORMAT_VERSION.create(VERSION_1_0_0));
    }

    /** Makes {@code body} the payload, marked as OCF's CBOR, version 1.0.0. */
    public static void setPayload(Message message, byte[] body) {
        message.setPayload(body);
        message.getOptions().setContentFormat(APPLICATION_VND_OCF_CBOR);
        message.getOptions().addOption(CONTENT_FORMAT_VERSION.create(VERSION_1_0_0));
    }

    /** The value of OCF-Content-Format-Version, if the message has it. */
    public static OptionalInt contentFormatVersion(Message message) {
        return valueOf(message, CONTENT_FORMAT_VERSION);
    }

    /** The value of OCF-Accept-Content-Format-Version, if the message has it. */
    public static OptionalInt acceptContentFormatVersion(Message message) {
        return valueOf(message, ACCEPT_CONTENT_FORMAT_VERSION);
    }

    /** Whether the message says that its payload is CBOR, OCF's or plain. */
    public static boolean isCbor(Message message) {
        int format = message.getOptions().getContentFormat();
        return format == APPLICATION_VND_OCF_CBOR || format == APPLICATION_CBOR;
    }

    static OptionRegistry registry() {
        return REGISTRY;
    }

    private static OptionalInt valueOf(Message message, IntegerOptionDefinition definition) {
        List<Option> others = message.getOptions().getOthers(definition);
        return others.isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of(others.get(0).getIntegerValue());
    }
}
