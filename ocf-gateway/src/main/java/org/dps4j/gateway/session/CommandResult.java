package org.dps4j.gateway.session;

import java.util.Objects;
import java.util.Optional;
import org.dps4j.gateway.shadow.Representation;
import org.dps4j.protocol.cbor.CborReader;
import org.dps4j.protocol.cbor.CborValue;
import org.dps4j.protocol.coap.OcfOptions;
import org.dps4j.protocol.payload.PayloadException;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Response;

/**
 * What a device answered.
 *
 * @param content the body, if there was one in CBOR
 */
public record CommandResult(ResponseCode code, Optional<CborValue> content) {

    public CommandResult {
        Objects.requireNonNull(code);
        Objects.requireNonNull(content);
    }

    static CommandResult of(Response response) throws PayloadException {
        boolean readable = response.getPayloadSize() > 0 && OcfOptions.isCbor(response);
        return new CommandResult(
                response.getCode(),
                readable
                        ? Optional.of(CborReader.read(response.getPayload(), Representation.LIMITS))
                        : Optional.empty());
    }
}
