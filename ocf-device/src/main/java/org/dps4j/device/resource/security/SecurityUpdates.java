package org.dps4j.device.resource.security;

import java.util.concurrent.CompletionStage;
import org.dps4j.device.Device;
import org.dps4j.device.DeviceState;
import org.dps4j.device.resource.AnswerCode;
import org.dps4j.device.resource.Resource;
import org.dps4j.device.resource.ResourceAnswer;
import org.dps4j.device.resource.ResourceBuilder;
import org.dps4j.device.resource.ResourceMethod;
import org.dps4j.device.resource.ResourceRequest;
import org.dps4j.device.security.Change;
import org.dps4j.protocol.payload.PayloadException;

/** What the resources of {@code /oic/sec} have in common. A write is a pure function of the device's state. */
final class SecurityUpdates {

    /** What a request makes of a device's state: all of it, or nothing. */
    @FunctionalInterface
    interface Write {

        Change<DeviceState> apply(DeviceState state, ResourceRequest request) throws PayloadException;
    }

    private SecurityUpdates() {}

    /** Collects a resource under this path, with the interfaces that all of them have. */
    static ResourceBuilder at(String href, String type) {
        return Resource.at(href).type(type).local();
    }

    /** Does {@code write} once the changes before it are saved; a refused one is answered 4.00. */
    static CompletionStage<ResourceAnswer> change(Device device, ResourceRequest request, Write write) {
        return device.apply(state -> applied(state, request, write)).thenApply(SecurityUpdates::answer);
    }

    private static Change<DeviceState> applied(DeviceState state, ResourceRequest request, Write write) {
        try {
            return write.apply(state, request);
        } catch (PayloadException e) {
            return new Change.Refused<>(e.where() + " to be " + e.expected(), e.found());
        }
    }

    private static ResourceAnswer answer(Change<DeviceState> change) {
        return change instanceof Change.Refused<DeviceState> refused
                ? ResourceAnswer.badRequest(refused.reason())
                : ResourceAnswer.changed();
    }

    /** What a DELETE is answered in a state in which nothing may be deleted. */
    static ResourceAnswer notNow(ResourceMethod method) {
        return ResourceAnswer.error(
                AnswerCode.FORBIDDEN, "expected a state in which " + method + " is done, found normal operation");
    }
}
