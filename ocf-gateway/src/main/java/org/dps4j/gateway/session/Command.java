package org.dps4j.gateway.session;

import java.util.Objects;
import java.util.Optional;
import org.dps4j.protocol.cbor.CborValue;
import org.dps4j.protocol.cbor.CborWriter;
import org.dps4j.protocol.coap.OcfOptions;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.Request;

/**
 * Something that is asked of a resource of a device.
 *
 * @param href the path of the resource
 * @param resourceInterface the OCF interface, such as {@code oic.if.rw}, if not the resource's default
 * @param body for {@link Method#UPDATE} only
 */
public record Command(Method method, String href, Optional<String> resourceInterface, Optional<CborValue> body) {

    /** What can be asked. */
    public enum Method {
        RETRIEVE(Code.GET),
        UPDATE(Code.POST),
        DELETE(Code.DELETE);

        private final Code code;

        Method(Code code) {
            this.code = code;
        }
    }

    public Command {
        Objects.requireNonNull(method);
        Objects.requireNonNull(href);
        Objects.requireNonNull(resourceInterface);
        if (body.isPresent() != (method == Method.UPDATE)) {
            throw new IllegalArgumentException("an update has a body, and nothing else has one");
        }
    }

    /** Without the option for the version of the content format: like the hub, and no device needs it. */
    Request toRequest() {
        Request request = new Request(method.code);
        request.getOptions().setUriPath(href);
        resourceInterface.ifPresent(name -> request.getOptions().addUriQuery("if=" + name));
        body.ifPresent(value -> {
            request.setPayload(CborWriter.write(value));
            request.getOptions().setContentFormat(OcfOptions.APPLICATION_VND_OCF_CBOR);
        });
        return request;
    }
}
