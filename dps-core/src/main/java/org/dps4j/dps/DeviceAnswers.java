package org.dps4j.dps;

import java.util.List;
import java.util.Optional;
import org.dps4j.device.resource.AnswerCode;
import org.dps4j.device.resource.ResourceAnswer;
import org.dps4j.device.resource.ResourceMethod;
import org.dps4j.device.resource.ResourceRequest;
import org.dps4j.device.security.access.Requester;
import org.dps4j.device.server.DeviceResources;
import org.dps4j.dps.transport.PeerAnswers;
import org.dps4j.dps.transport.PeerRequest;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.cbor.CborWriter;

/**
 * Answers a service that asks for the device's links while the device waits for its own answer. The service gets what
 * anybody may see in clear: with dates not looked at, or without verification, it proved nothing more.
 */
final class DeviceAnswers implements PeerAnswers {

    private final DeviceResources resources;

    DeviceAnswers(DeviceResources resources) {
        this.resources = resources;
    }

    @Override
    public Optional<Bytes> answer(PeerRequest request) {
        ResourceAnswer answer = resources
                .answer(new ResourceRequest(
                        ResourceMethod.GET,
                        request.path(),
                        request.query(),
                        Optional.empty(),
                        List.of(),
                        Requester.ANONYMOUS))
                .getNow(ResourceAnswer.of(AnswerCode.SERVICE_UNAVAILABLE));
        return answer.code() == AnswerCode.CONTENT
                ? answer.body().map(body -> Bytes.copyOf(CborWriter.write(body)))
                : Optional.empty();
    }
}
