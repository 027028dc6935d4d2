package org.dps4j.dps;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.dps4j.device.DeviceState;
import org.dps4j.device.Platform;
import org.dps4j.device.security.DeviceKey;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.endpoint.EndpointList;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.cbor.CborValue.CborArray;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.CborValue.CborSimple;
import org.dps4j.protocol.cbor.MapWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DpsMemoryTest {

    private static final DpsEndpoint A = DpsEndpoint.of("coaps+tcp://a.test:1");
    private static final DpsEndpoint B = DpsEndpoint.of("coaps+tcp://b.test:2");
    private static final DpsEndpoint C = DpsEndpoint.of("coaps+tcp://c.test:3");

    private final DeviceState device = DeviceState.fresh(
            UUID.randomUUID(),
            "test device",
            new Platform(UUID.randomUUID(), "maker", "oic.d.test"),
            DeviceKey.generate(new SecureRandom()));

    @Test
    void a_device_that_was_never_provisioned_remembers_nothing() {
        assertThat(DpsMemory.of(device)).isEqualTo(DpsMemory.NOTHING);
        assertThat(DpsMemory.of(DpsMemory.NOTHING.into(device))).isEqualTo(DpsMemory.NOTHING);
    }

    @Test
    void one_service_and_several_with_names_are_read_as_they_were_written() {
        EndpointList several = EndpointList.of(new DpsEndpoint(A.uri(), Optional.of("first")))
                .add(new DpsEndpoint(B.uri(), Optional.of("second")));
        for (EndpointList named : new EndpointList[] {
            EndpointList.of(A), several, several.selectNext(),
        }) {
            DpsMemory memory = DpsMemory.NOTHING.redirected(named, C.uri()).provisioned();

            assertThat(DpsMemory.of(memory.into(device))).isEqualTo(memory);
            assertThat(DpsMemory.of(memory.into(device)).insteadOf(named)).isEqualTo(named.redirect(C.uri()));
        }
    }

    @Test
    void a_second_redirect_still_stands_for_what_the_application_named() {
        EndpointList once = EndpointList.of(A).redirect(B.uri());
        DpsMemory twice =
                DpsMemory.NOTHING.redirected(EndpointList.of(A), B.uri()).redirected(once, C.uri());

        assertThat(twice.insteadOf(EndpointList.of(A))).isEqualTo(once.redirect(C.uri()));
        assertThat(twice.insteadOf(EndpointList.of(B))).isEqualTo(EndpointList.of(B));
    }

    @Test
    void the_largest_memory_is_read_as_it_was_written() {
        EndpointList named = EndpointList.EMPTY;
        EndpointList instead = EndpointList.EMPTY;
        for (int port = 1_000; port < 1_016; port++) {
            String end = ".test:" + port;
            named = named.add(new DpsEndpoint(longest("named", end), Optional.of("n".repeat(127))));
            instead = instead.add(new DpsEndpoint(longest("instead", end), Optional.of("n".repeat(127))));
        }
        DpsMemory memory = DpsMemory.NOTHING.replaced(named, instead);

        assertThat(DpsMemory.of(memory.into(device))).isEqualTo(memory);
    }

    private static URI longest(String begin, String end) {
        String host = "coaps+tcp://" + begin;
        return URI.create(host + "x".repeat(127 - host.length() - end.length()) + end);
    }

    @Test
    void a_redirect_of_a_device_without_services_is_not_remembered() {
        assertThat(DpsMemory.NOTHING.redirected(EndpointList.EMPTY, C.uri())).isEqualTo(DpsMemory.NOTHING);
    }

    @Test
    void a_service_that_names_itself_changes_nothing() {
        EndpointList rotated = EndpointList.of(A).add(B).selectNext();

        assertThat(DpsMemory.NOTHING.redirected(rotated, B.uri())).isEqualTo(DpsMemory.NOTHING);
    }

    @Test
    void a_factory_reset_forgets_it() {
        DeviceState provisioned = DpsMemory.NOTHING.provisioned().into(device);

        assertThat(DpsMemory.of(provisioned.factoryReset(UUID.randomUUID(), device.key())))
                .isEqualTo(DpsMemory.NOTHING);
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void what_cannot_be_read_is_nothing(String what, byte[] content) {
        assertThat(DpsMemory.of(device.withSection("dps", Bytes.copyOf(content))))
                .as(what)
                .isEqualTo(DpsMemory.NOTHING);
    }

    static Stream<Arguments> unreadable() {
        CborMap named = new MapWriter()
                .text("ep", A.uri().toString())
                .text("epname", "")
                .toMap();
        CborMap other =
                new MapWriter().text("uri", B.uri().toString()).text("name", "").toMap();
        CborMap listed =
                new MapWriter().text("uri", A.uri().toString()).text("name", "").toMap();
        CborMap addressless = new MapWriter().text("name", "second").toMap();
        return Stream.of(
                Arguments.of("no CBOR", new byte[] {(byte) 0xff}),
                Arguments.of("no member", new MapWriter().toBytes()),
                Arguments.of(
                        "no service",
                        provisioned().value("named", new MapWriter().toMap()).toBytes()),
                Arguments.of(
                        "another scheme",
                        provisioned()
                                .value("named", named)
                                .text("ep", "https://a.test")
                                .text("epname", "")
                                .toBytes()),
                Arguments.of(
                        "an empty address",
                        provisioned()
                                .value("named", named)
                                .text("ep", "")
                                .text("epname", "")
                                .toBytes()),
                Arguments.of(
                        "one of several without an address",
                        provisioned()
                                .value("named", named)
                                .text("ep", A.uri().toString())
                                .text("epname", "")
                                .value("eps", new CborArray(List.of(listed, addressless)))
                                .toBytes()),
                Arguments.of(
                        "a selected service that is not listed",
                        provisioned()
                                .value("named", named)
                                .text("ep", A.uri().toString())
                                .text("epname", "")
                                .value("eps", new CborArray(List.of(other)))
                                .toBytes()));
    }

    private static MapWriter provisioned() {
        return new MapWriter().value("hasBeenProvisionedSinceReset", CborSimple.TRUE);
    }
}
