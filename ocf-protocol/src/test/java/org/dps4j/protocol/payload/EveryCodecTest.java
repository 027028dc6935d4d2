package org.dps4j.protocol.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.dps4j.protocol.cbor.CborReader;
import org.dps4j.protocol.cbor.CborValue;
import org.dps4j.protocol.cbor.CborValue.CborArray;
import org.dps4j.protocol.cbor.CborValue.CborFloat;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.CborValue.CborSimple;
import org.dps4j.protocol.cbor.CborWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for the codec of every message. */
class EveryCodecTest {

    private static final String[] BROKEN = {
        "",
        "00",
        "6161",
        "f6",
        "f7",
        "ff",
        "9f",
        "bf",
        "c1a0",
        "a1616161",
        "a1f661",
        "bfff00",
        "9fff00",
        "a2616101616102",
        "bb7fffffffffffffff",
        "9b7fffffffffffffff",
        "ba80000000",
        "9a80000000",
        "a162c0af01",
        "a10102",
        "a161617bffffffffffffffff"
    };

    static List<Sample<?>> samples() {
        return Sample.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    <T> void what_one_end_writes_the_other_reads(Sample<T> sample) throws Exception {
        assertThat(sample.codec().decode(sample.encoded())).isEqualTo(sample.value());
    }

    @ParameterizedTest
    @MethodSource("samples")
    <T> void a_body_of_indefinite_lengths_says_the_same(Sample<T> sample) throws Exception {
        byte[] body = indefinite(CborReader.read(sample.encoded()));

        assertThat(body).isNotEqualTo(sample.encoded());
        assertThat(sample.codec().decode(body)).isEqualTo(sample.value());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void a_body_cut_off_anywhere_is_refused(Sample<?> sample) {
        byte[] body = sample.encoded();

        for (int size = 0; size < body.length; size++) {
            assertRefused(sample, Arrays.copyOf(body, size));
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void a_byte_after_the_body_is_refused(Sample<?> sample) {
        byte[] body = sample.encoded();

        assertRefused(sample, Arrays.copyOf(body, body.length + 1));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void bytes_that_are_no_message_at_all_are_refused(Sample<?> sample) {
        for (String hex : BROKEN) {
            assertRefused(sample, HexFormat.of().parseHex(hex));
        }
        assertRefused(sample, HexFormat.of().parseHex("81".repeat(60_000)));
        assertRefused(sample, HexFormat.of().parseHex("a16161".repeat(20_000)));
        assertRefused(sample, new byte[70_000]);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void a_member_of_another_type_is_refused_wherever_it_stands(Sample<?> sample) throws Exception {
        CborValue whole = CborReader.read(sample.encoded());
        for (CborValue wrong : List.of(new CborFloat(1.5), CborSimple.TRUE)) {
            List<CborValue> variants = replacedOnce(whole, wrong);

            assertThat(variants).hasSizeGreaterThan(1);
            for (CborValue variant : variants) {
                assertRefused(sample, CborWriter.write(variant));
            }
        }
    }

    /** Peers in Go write null for what they have not. */
    @ParameterizedTest
    @MethodSource("samples")
    void a_null_says_as_much_as_a_missing_member(Sample<?> sample) throws Exception {
        for (CborValue variant : replacedOnce(CborReader.read(sample.encoded()), CborSimple.NULL)) {
            byte[] missing = CborWriter.write(withoutNull(variant));
            Optional<?> read;
            try {
                read = Optional.of(sample.codec().decode(missing));
            } catch (PayloadException e) {
                read = Optional.empty();
            }
            if (read.isPresent()) {
                assertThat(sample.codec().decode(CborWriter.write(variant)))
                        .as(() -> HexFormat.of().formatHex(missing))
                        .isEqualTo(read.get());
            } else {
                assertRefused(sample, CborWriter.write(variant));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void a_mutated_body_is_read_or_refused_and_nothing_else(Sample<?> sample) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(3);
        byte[] body = sample.encoded();
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] mutated = mutated(body, random);
            try {
                assertThat(sample.codec().decode(mutated)).isNotNull();
            } catch (PayloadException e) {
                refused++;
            } catch (RuntimeException e) {
                fail("mutation " + HexFormat.of().formatHex(mutated), e);
            }
        }
        assertThat(refused).isGreaterThan(1_000);
    }

    private static void assertRefused(Sample<?> sample, byte[] body) {
        assertThatThrownBy(() -> sample.codec().decode(body))
                .as(() -> HexFormat.of().formatHex(body))
                .isInstanceOf(PayloadException.class)
                .hasMessageContaining("expected")
                .hasMessageContaining("found");
    }

    private static byte[] mutated(byte[] body, RandomGenerator random) {
        byte[] mutated = body.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(mutated.length);
            switch (random.nextInt(4)) {
                case 0 -> mutated[at] = (byte) random.nextInt(256);
                case 1 -> mutated[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> {
                    int from = random.nextInt(mutated.length);
                    int size = random.nextInt(Math.min(12, mutated.length - Math.max(at, from)) + 1);
                    System.arraycopy(mutated, from, mutated, at, size);
                }
                default -> mutated[at] += (byte) (random.nextBoolean() ? 1 : -1);
            }
        }
        return mutated;
    }

    /** Every tree in which one node of {@code value}, itself included, is {@code wrong} and of another type. */
    private static List<CborValue> replacedOnce(CborValue value, CborValue wrong) {
        List<CborValue> variants = new ArrayList<>();
        if (wrong == CborSimple.TRUE && (value == CborSimple.TRUE || value == CborSimple.FALSE)) {
            return variants;
        }
        variants.add(wrong);
        if (value instanceof CborMap map) {
            map.members()
                    .forEach((name, member) -> replacedOnce(member, wrong).forEach(variant -> {
                        Map<String, CborValue> members = new LinkedHashMap<>(map.members());
                        members.put(name, variant);
                        variants.add(new CborMap(members));
                    }));
        } else if (value instanceof CborArray array) {
            for (int i = 0; i < array.items().size(); i++) {
                for (CborValue variant : replacedOnce(array.items().get(i), wrong)) {
                    List<CborValue> items = new ArrayList<>(array.items());
                    items.set(i, variant);
                    variants.add(new CborArray(items));
                }
            }
        }
        return variants;
    }

    private static CborValue withoutNull(CborValue value) {
        if (value instanceof CborMap map) {
            Map<String, CborValue> members = new LinkedHashMap<>();
            map.members().forEach((name, member) -> {
                if (member != CborSimple.NULL) {
                    members.put(name, withoutNull(member));
                }
            });
            return new CborMap(members);
        }
        return value instanceof CborArray array
                ? new CborArray(
                        array.items().stream().map(EveryCodecTest::withoutNull).toList())
                : value;
    }

    private static byte[] indefinite(CborValue value) {
        StringBuilder hex = new StringBuilder();
        appendIndefinite(value, hex);
        return HexFormat.of().parseHex(hex);
    }

    private static void appendIndefinite(CborValue value, StringBuilder hex) {
        if (value instanceof CborMap map) {
            hex.append("bf");
            map.members().forEach((name, member) -> {
                hex.append(HexFormat.of().formatHex(CborWriter.write(new CborValue.CborText(name))));
                appendIndefinite(member, hex);
            });
            hex.append("ff");
        } else if (value instanceof CborArray array) {
            hex.append("9f");
            array.items().forEach(item -> appendIndefinite(item, hex));
            hex.append("ff");
        } else {
            hex.append(HexFormat.of().formatHex(CborWriter.write(value)));
        }
    }
}
