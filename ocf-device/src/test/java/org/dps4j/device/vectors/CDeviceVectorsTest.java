package org.dps4j.device.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.dps4j.device.resource.ResourceAnswer;
import org.dps4j.device.security.access.Requester;
import org.dps4j.protocol.payload.PayloadException;
import org.junit.jupiter.api.Test;

/**
 * Asks a device of ours, in the same order, what a cloud asked a real C device, and compares code and body. Where ours
 * answers differently the reason stands here; a difference that is none any more fails the test, too.
 */
class CDeviceVectorsTest {

    private static final Requester CLOUD = Requester.of(UUID.fromString("adebc667-1f2b-41e3-bf5c-6d6eabc68cc6"));

    /** Resources that come with provisioning and with the cloud client, and are tested there. */
    private static final Set<String> ELSEWHERE = Set.of("/plgd/dps", "/CoapCloudConfResURI");

    private static final String ALL_OR_NOTHING = "a write with one wrong member changes nothing, not half of it";
    private static final String INTROSPECTION = "introspection is readable over the cloud";
    private static final Map<Integer, String> DIFFERENCES = Map.of(
            11, INTROSPECTION,
            20, INTROSPECTION,
            56, "there is no audit log",
            57, INTROSPECTION,
            63, ALL_OR_NOTHING,
            64, ALL_OR_NOTHING,
            85, INTROSPECTION);

    @Test
    void answers_what_a_c_device_answers() throws PayloadException {
        List<ObservedMessage> messages = ObservedMessage.all().stream()
                .filter(message -> message.isAnswerOf("full") && !ELSEWHERE.contains(message.path()))
                .toList();
        LikeTheCExample device = new LikeTheCExample(messages.stream()
                .filter(message -> message.path().equals("/oic/sec/acl2"))
                .findFirst()
                .orElseThrow());
        List<ResourceAnswer> told = new ArrayList<>();
        List<String> different = new ArrayList<>();

        for (ObservedMessage message : messages) {
            String difference = difference(message, answer(device, message, told));
            if (difference.isEmpty() == DIFFERENCES.containsKey(message.line())) {
                different.add(message + (difference.isEmpty() ? " is the same now" : difference));
            }
        }

        assertThat(messages).hasSizeGreaterThan(70);
        assertThat(different).isEmpty();
    }

    /** The answer, or for a notification what the observer was told last. */
    private static ResourceAnswer answer(LikeTheCExample device, ObservedMessage message, List<ResourceAnswer> told) {
        if (message.isObserved() && told.isEmpty()) {
            var unused = device.resources.observe(message.request(CLOUD), told::add);
            device.loop.runUntilIdle();
        }
        return message.isObserved() ? told.get(told.size() - 1) : device.ask(message.request(CLOUD));
    }

    private static String difference(ObservedMessage theirs, ResourceAnswer ours) {
        JsonNode their = ComparableBody.of(theirs.payload());
        JsonNode our = ComparableBody.of(ours.body().map(JsonBodies::toJson).orElse(NullNode.getInstance()));
        boolean same = theirs.code().equals(ours.code().toString()) && their.equals(our);
        return same ? "" : "\n  theirs " + theirs.code() + " " + their + "\n  ours   " + ours.code() + " " + our;
    }
}
