package org.dps4j.protocol.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dps4j.protocol.cbor.CborReader;
import org.dps4j.protocol.cbor.CborValue;
import org.dps4j.protocol.cbor.CborValue.CborArray;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.CborValue.CborText;
import org.dps4j.protocol.cbor.CborWriter;
import org.junit.jupiter.api.Test;

class NoSecretIsShownTest {

    private static final String[] SECRETS = {Sample.TOKEN, Sample.KEY, "a2V5LW9mLTE2LWJ5dGVzI"};

    @Test
    void messages_do_not_print_what_is_secret_in_them() {
        assertThat(Sample.cloudConfiguration().toString()).contains("(secret)").doesNotContain(SECRETS);
        assertThat(Sample.credentials().toString()).contains("(secret)").doesNotContain(SECRETS);
        for (Sample<?> sample : Sample.all()) {
            assertThat(sample.value().toString()).doesNotContain(SECRETS);
        }
    }

    @Test
    void neither_do_the_items_they_are_read_from() throws Exception {
        for (Sample<?> sample : Sample.all()) {
            assertThat(CborReader.read(sample.encoded()).toString()).doesNotContain(SECRETS);
        }
        assertThat(new CborText(Sample.TOKEN)).hasToString("text of 25 characters");
    }

    @Test
    void errors_about_a_secret_of_the_wrong_kind_do_not_print_it() throws Exception {
        List<Sample<?>> samples = Sample.all().stream()
                .filter(its -> its.value().toString().contains("(secret)"))
                .toList();

        assertThat(samples).hasSize(8);
        for (Sample<?> sample : samples) {
            for (CborValue variant : wrappedOnce(CborReader.read(sample.encoded()))) {
                Throwable error = catchThrowable(() -> sample.codec().decode(CborWriter.write(variant)));

                assertThat(error).isInstanceOf(PayloadException.class);
                assertThat(error.getMessage()).doesNotContain(SECRETS);
                assertThat(error.getCause()).isNull();
            }
        }
    }

    /** Every tree in which one text of {@code value} sits in a list of its own, which is the wrong kind everywhere. */
    private static List<CborValue> wrappedOnce(CborValue value) {
        List<CborValue> variants = new ArrayList<>();
        if (value instanceof CborMap map) {
            map.members()
                    .forEach((name, member) -> wrappedOnce(member).forEach(variant -> {
                        Map<String, CborValue> members = new LinkedHashMap<>(map.members());
                        members.put(name, variant);
                        variants.add(new CborMap(members));
                    }));
        } else if (value instanceof CborArray array) {
            for (int i = 0; i < array.items().size(); i++) {
                for (CborValue variant : wrappedOnce(array.items().get(i))) {
                    List<CborValue> items = new ArrayList<>(array.items());
                    items.set(i, variant);
                    variants.add(new CborArray(items));
                }
            }
        } else {
            variants.add(new CborArray(List.of(value)));
        }
        return variants;
    }
}
