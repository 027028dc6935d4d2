package org.dps4j.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.dps4j.device.resource.AnswerCode;
import org.dps4j.device.resource.Resource;
import org.dps4j.device.resource.ResourceAnswer;
import org.dps4j.device.resource.ResourceRequest;
import org.dps4j.device.security.access.Requester;
import org.dps4j.protocol.cbor.CborValue;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.PayloadException;
import org.junit.jupiter.api.Test;

class LightTest {

    private final Resource light = new Light().resource();

    @Test
    void is_off_at_first() throws PayloadException {
        assertThat(shown()).isEqualTo(light(false, 0));
    }

    @Test
    void is_switched_and_dimmed() throws PayloadException {
        ResourceAnswer answer =
                post(new MapWriter().truth("state", true).integer("power", 40).toMap());

        assertThat(answer).isEqualTo(ResourceAnswer.changed());
        assertThat(shown()).isEqualTo(light(true, 40));
    }

    @Test
    void keeps_what_a_request_does_not_name() throws PayloadException {
        post(new MapWriter().integer("power", 40).toMap());
        post(new MapWriter().truth("state", true).toMap());

        assertThat(shown()).isEqualTo(light(true, 40));
    }

    @Test
    void a_member_of_the_wrong_type_changes_nothing() throws PayloadException {
        CborValue halfRight =
                new MapWriter().truth("state", true).text("power", "much").toMap();

        assertThatThrownBy(() -> post(halfRight))
                .isInstanceOf(PayloadException.class)
                .hasMessageContaining("power");

        assertThat(shown()).isEqualTo(light(false, 0));
    }

    @Test
    void passes_over_what_it_does_not_know() throws PayloadException {
        ResourceAnswer answer =
                post(new MapWriter().truth("state", true).text("colour", "red").toMap());

        assertThat(answer.code()).isEqualTo(AnswerCode.CHANGED);
        assertThat(shown()).isEqualTo(light(true, 0));
    }

    private static CborValue light(boolean on, long power) {
        return new MapWriter()
                .truth("state", on)
                .integer("power", power)
                .text("name", "Light")
                .toMap();
    }

    private CborValue shown() throws PayloadException {
        return light.answer(ResourceRequest.get("/light/1", Requester.UNNAMED))
                .toCompletableFuture()
                .join()
                .body()
                .orElseThrow();
    }

    private ResourceAnswer post(CborValue body) throws PayloadException {
        return light.answer(ResourceRequest.post("/light/1", body, Requester.UNNAMED))
                .toCompletableFuture()
                .join();
    }
}
