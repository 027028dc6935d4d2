package org.dps4j.protocol.payload.ownership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.dps4j.protocol.payload.Body;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnershipAnswerTest {

    @Test
    void it_is_written_byte_by_byte_as_the_reference_writes_it() {
        assertThat(OwnershipAnswer.CODEC.encode(new OwnershipAnswer(Sample.OWNER)))
                .isEqualTo(HexFormat.of()
                        .parseHex("a16c6465766f776e657275756964782462383063386665662d613637372d353334302d3835"
                                + "66622d326331363264373564663033"));
    }

    @Test
    void a_uuid_in_capitals_is_the_same_owner() throws Exception {
        assertThat(decode("{'devowneruuid': 'B80C8FEF-A677-5340-85FB-2C162D75DF03'}"))
                .isEqualTo(new OwnershipAnswer(Sample.OWNER));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "urn:uuid:b80c8fef-a677-5340-85fb-2c162d75df03",
                "URN:UUID:B80C8FEF-A677-5340-85FB-2C162D75DF03",
                "{b80c8fef-a677-5340-85fb-2c162d75df03}",
                "b80c8fefa677534085fb2c162d75df03"
            })
    void an_owner_in_a_form_that_its_cloud_passes_on_is_the_same_owner(String owner) throws Exception {
        assertThat(decode("{'devowneruuid': '" + owner + "'}")).isEqualTo(new OwnershipAnswer(Sample.OWNER));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{'devowneruuid': 1}",
                "{'devowneruuid': ''}",
                "{'devowneruuid': '*'}",
                "{'devowneruuid': '1-1-1-1-1'}",
                "{'devowneruuid': 'b80c8fefa677534085fb2c162d75df0'}",
                "{'devowneruuid': 'urn:uuid:b80c8fefa677534085fb2c162d75df03'}",
                "{'devowneruuid': '{b80c8fef-a677-5340-85fb-2c162d75df03'}",
                "{'devowneruuid': 'b80c8fef-a677534085fb2c162d75df03'}",
                "{'devowneruuid': ' b80c8fef-a677-5340-85fb-2c162d75df03'}",
                "{'devowneruuid': 'b80c8fef-a677-5340-85fb-2c162d75df03', 'owned': true}",
                "{'devowneruuid': 'b80c8fef-a677-5340-85fb-2c162d75df03', 'redirecturi': ''}"
            })
    void anything_but_the_one_member_is_refused(String json) {
        assertThatThrownBy(() -> decode(json)).isInstanceOf(PayloadException.class);
    }

    @Test
    void the_error_names_the_member_that_is_too_much() {
        assertThatThrownBy(() -> decode("{'owned': true, 'devowneruuid': 'b80c8fef-a677-5340-85fb-2c162d75df03'}"))
                .hasMessage("owned: expected no member of this name, found true");
    }

    private static OwnershipAnswer decode(String json) throws PayloadException {
        return OwnershipAnswer.CODEC.decode(Body.of(json));
    }
}
