package org.dps4j.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.payload.PayloadException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchTest {

    private static final UUID DEVICE = UUID.fromString("560732df-e733-418d-4d63-3401c1298794");

    /** The beginning and the end of what a C device said when it was observed, in its indefinite lengths. */
    private static final String OF_A_C_DEVICE = "9f"
            + "bf" + text("href") + text("ocf://" + DEVICE + "/oc/wk/introspection") + text("rep") + "bfff" + "ff"
            + "bf" + text("href") + text("ocf://" + DEVICE + "/light/1") + text("rt") + "9f" + text("core.light") + "ff"
            + text("rep") + "bf" + text("state") + "f4" + text("power") + "00" + "ff" + "ff"
            + "bf" + text("href") + text("ocf://" + DEVICE + "/switches") + text("rep") + "80" + "ff"
            + "ff";

    @Test
    void a_c_device_is_understood() throws Exception {
        Batch batch = Batch.read(DEVICE, HexFormat.of().parseHex(OF_A_C_DEVICE));

        assertThat(batch.items())
                .containsExactly(
                        new Batch.Item("/light/1", Optional.of(Bytes.ofHex("a2657374617465f465706f77657200"))),
                        new Batch.Item("/switches", Optional.of(Bytes.ofHex("80"))));
    }

    @Test
    void an_empty_representation_means_that_the_resource_is_gone() throws Exception {
        Batch batch = Batch.read(
                DEVICE,
                HexFormat.of()
                        .parseHex("82" + "a2" + text("href") + text("/a") + text("rep") + "a0" + "a2" + text("href")
                                + text("/oic/sec/x") + text("rep") + "a0"));

        assertThat(batch.items()).containsExactly(new Batch.Item("/a", Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a0", "8101", "81a0", "81a164687265666161", "81a1637265700a", "81a2", "9f"})
    void what_is_no_batch_is_refused_as_a_whole(String hex) {
        assertThatThrownBy(() -> Batch.read(DEVICE, HexFormat.of().parseHex(hex)))
                .isInstanceOf(PayloadException.class);
    }

    private static String text(String text) {
        byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        String head = bytes.length < 24 ? "%02x".formatted(0x60 + bytes.length) : "78%02x".formatted(bytes.length);
        return head + HexFormat.of().formatHex(bytes);
    }
}
