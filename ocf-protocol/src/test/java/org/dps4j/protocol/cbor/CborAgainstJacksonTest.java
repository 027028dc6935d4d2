package org.dps4j.protocol.cbor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import com.fasterxml.jackson.dataformat.cbor.CBORParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.cbor.CborValue.CborArray;
import org.dps4j.protocol.cbor.CborValue.CborBytes;
import org.dps4j.protocol.cbor.CborValue.CborFloat;
import org.dps4j.protocol.cbor.CborValue.CborInteger;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.CborValue.CborSimple;
import org.dps4j.protocol.cbor.CborValue.CborText;
import org.junit.jupiter.api.Test;

/** Jackson's CBOR as an independent witness: what either end writes the other reads as the same. */
class CborAgainstJacksonTest {

    private static final CBORFactory JACKSON = new CBORFactory();

    @Test
    void what_we_write_jackson_reads_and_what_jackson_writes_we_read() throws Exception {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(20261125);
        for (int i = 0; i < 2_000; i++) {
            CborValue value = value(random, 3);

            assertThat(readByJackson(CborWriter.write(value))).isEqualTo(value);
            assertThat(CborReader.read(writtenByJackson(value))).isEqualTo(value);
        }
    }

    private static CborValue value(RandomGenerator random, int depth) {
        return switch (random.nextInt(depth == 0 ? 5 : 7)) {
            case 0 -> new CborInteger(random.nextLong() >> random.nextInt(64));
            case 1 -> new CborText(text(random));
            case 2 -> new CborBytes(bytes(random));
            case 3 -> new CborFloat(random.nextGaussian());
            case 4 -> CborSimple.values()[random.nextInt(3)];
            case 5 -> {
                List<CborValue> items = new ArrayList<>();
                for (int i = random.nextInt(6); i > 0; i--) {
                    items.add(value(random, depth - 1));
                }
                yield new CborArray(items);
            }
            default -> {
                Map<String, CborValue> members = new LinkedHashMap<>();
                for (int i = random.nextInt(30); i > 0; i--) {
                    members.put(text(random), value(random, depth - 1));
                }
                yield new CborMap(members);
            }
        };
    }

    private static String text(RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(random.nextInt(10) == 0 ? 400 : 12); i > 0; i--) {
            int point = random.nextInt(Character.MAX_CODE_POINT >> random.nextInt(16));
            text.appendCodePoint(point >= 0xd800 && point <= 0xdfff ? 'x' : point);
        }
        return text.toString();
    }

    private static Bytes bytes(RandomGenerator random) {
        byte[] bytes = new byte[random.nextInt(300)];
        random.nextBytes(bytes);
        return Bytes.copyOf(bytes);
    }

    private static byte[] writtenByJackson(CborValue value) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (CBORGenerator generator = JACKSON.createGenerator(out)) {
            write(value, generator);
        }
        return out.toByteArray();
    }

    private static void write(CborValue value, CBORGenerator generator) throws IOException {
        if (value instanceof CborMap map) {
            generator.writeStartObject();
            for (Map.Entry<String, CborValue> member : map.members().entrySet()) {
                generator.writeFieldName(member.getKey());
                write(member.getValue(), generator);
            }
            generator.writeEndObject();
        } else if (value instanceof CborArray array) {
            generator.writeStartArray();
            for (CborValue item : array.items()) {
                write(item, generator);
            }
            generator.writeEndArray();
        } else if (value instanceof CborText text) {
            generator.writeString(text.text());
        } else if (value instanceof CborBytes bytes) {
            generator.writeBinary(bytes.bytes().toArray());
        } else if (value instanceof CborInteger integer) {
            generator.writeNumber(integer.number());
        } else if (value instanceof CborFloat number) {
            generator.writeNumber(number.number());
        } else if (value == CborSimple.NULL) {
            generator.writeNull();
        } else {
            generator.writeBoolean(value == CborSimple.TRUE);
        }
    }

    private static CborValue readByJackson(byte[] body) throws IOException {
        try (CBORParser parser = JACKSON.createParser(body)) {
            return read(parser, parser.nextToken());
        }
    }

    private static CborValue read(CBORParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> {
                Map<String, CborValue> members = new LinkedHashMap<>();
                for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                    members.put(name, read(parser, parser.nextToken()));
                }
                yield new CborMap(members);
            }
            case START_ARRAY -> {
                List<CborValue> items = new ArrayList<>();
                for (JsonToken item = parser.nextToken(); item != JsonToken.END_ARRAY; item = parser.nextToken()) {
                    items.add(read(parser, item));
                }
                yield new CborArray(items);
            }
            case VALUE_STRING -> new CborText(parser.getText());
            case VALUE_EMBEDDED_OBJECT -> new CborBytes(Bytes.copyOf(parser.getBinaryValue()));
            case VALUE_NUMBER_INT -> new CborInteger(parser.getLongValue());
            case VALUE_NUMBER_FLOAT -> new CborFloat(parser.getDoubleValue());
            case VALUE_TRUE -> CborSimple.TRUE;
            case VALUE_FALSE -> CborSimple.FALSE;
            default -> CborSimple.NULL;
        };
    }
}
