package org.dps4j.service.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.dps4j.program.config.ConfigException;
import org.dps4j.program.config.StoreSettings;
import org.dps4j.service.enrollment.DeviceIdPolicy;
import org.dps4j.service.enrollment.ExpiredCertificates;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {

    private static final String SMALLEST = """
            coap:
              certificateFile: a.pem
              keyFile: a.pem
            authority:
              certificateFile: a.pem
              keyFile: a.pem
            enrollmentGroups:
              - id: 7c1c1f5e-7f4d-4d0a-9d10-0f1d2f0a0001
                owner: 1
                certificateChainFile: a.pem
            """;

    @TempDir
    Path directory;

    @BeforeEach
    void one_file_that_stands_for_all() throws IOException {
        Files.writeString(directory.resolve("a.pem"), "not read here");
    }

    @Test
    void the_smallest_file_gets_every_default() throws Exception {
        ServiceConfig config = read(SMALLEST);

        assertThat(config.coap().address()).isEqualTo(new InetSocketAddress("127.0.0.1", 20030));
        assertThat(config.coap().limits().idle()).isEqualTo(Duration.ofSeconds(20));
        assertThat(config.http().address()).isEqualTo(new InetSocketAddress("127.0.0.1", 9100));
        assertThat(config.crypto()).isEqualTo(CryptoChoice.AUTO);
        assertThat(config.hubs())
                .singleElement()
                .satisfies(hub -> assertThat(hub.gateways()).containsExactly(URI.create("coaps+tcp://127.0.0.1:5684")));
        assertThat(config.groups()).singleElement().satisfies(group -> {
            assertThat(group.owner()).isEqualTo("1");
            assertThat(group.hubs()).containsExactly(config.hubs().get(0).id());
            assertThat(group.expiredCertificates()).isEqualTo(ExpiredCertificates.REFUSE);
            assertThat(group.deviceIds()).isEqualTo(DeviceIdPolicy.FREE);
        });
        assertThat(config.store()).isEqualTo(new StoreSettings.EmbeddedFile(directory.resolve("data/dps-service")));
    }

    @Test
    void dtls_is_listened_for_only_where_it_has_an_address() throws Exception {
        assertThat(read(SMALLEST).coap().dtlsAddress()).isEmpty();
        assertThat(read(SMALLEST.replace("coap:\n", "coap:\n  dtlsAddress: 127.0.0.1:5684\n"))
                        .coap()
                        .dtlsAddress())
                .contains(new InetSocketAddress("127.0.0.1", 5684));
        assertThat(problems(SMALLEST.replace("coap:\n", "coap:\n  dtlsAddress: on\n")))
                .singleElement()
                .asString()
                .contains(":2: coap.dtlsAddress: expected an address such as 127.0.0.1:20030");
    }

    @Test
    void paths_are_relative_to_the_file_not_to_the_working_directory() throws Exception {
        assertThat(read(SMALLEST).coap().keyFile()).isEqualTo(directory.resolve("a.pem"));
    }

    @Test
    void an_unknown_key_names_file_line_key_and_the_nearest_known_one() {
        assertThat(problems(SMALLEST.replace("keyFile: a.pem\nauthority", "keyFile: a.pem\n  adress: x\nauthority")))
                .containsExactly(file() + ":4: unknown key 'coap.adress', did you mean 'address'?");
    }

    @Test
    void an_unknown_key_like_no_other_lists_the_known_ones() {
        assertThat(problems(SMALLEST + "http:\n  zzzzzzzzzz: 1\n"))
                .containsExactly(file() + ":12: unknown key 'http.zzzzzzzzzz', known are address");
    }

    @Test
    void a_missing_key_names_what_was_expected() {
        assertThat(problems(SMALLEST.replace("    owner: 1\n", "")))
                .containsExactly(file() + ":8: missing key 'enrollmentGroups[0].owner', expected a text");
    }

    @Test
    void a_wrong_type_names_expected_and_found() {
        assertThat(problems(SMALLEST.replace("coap:\n", "coap:\n  idleTimeout: soon\n")))
                .containsExactly(file() + ":2: coap.idleTimeout: expected a duration such as 20s, 10m, 24h or PT20S,"
                        + " found 'soon'");
        assertThat(problems(SMALLEST.replace("owner: 1", "owner: [1]")))
                .containsExactly(file() + ":9: enrollmentGroups[0].owner: expected a text, found a list");
    }

    @Test
    void a_file_that_is_not_there_is_named() {
        assertThat(problems(SMALLEST.replace("certificateChainFile: a.pem", "certificateChainFile: b.pem")))
                .containsExactly(file() + ":10: enrollmentGroups[0].certificateChainFile: expected a readable file,"
                        + " found '" + directory.resolve("b.pem") + "', which does not exist");
    }

    @Test
    void every_broken_section_is_reported_at_once() {
        assertThat(problems("cuap: 1\n" + SMALLEST.replace("coap:\n", "coap:\n  address: nowhere\n") + "crypto: gpu\n"))
                .hasSize(3)
                .anySatisfy(line -> assertThat(line).contains("unknown key 'cuap', did you mean 'coap'?"))
                .anySatisfy(line -> assertThat(line).contains("coap.address: expected an address"))
                .anySatisfy(line -> assertThat(line).contains("crypto: expected one of auto, accp, jdk, found 'gpu'"));
    }

    @Test
    void a_value_that_its_record_refuses_is_reported_with_its_section() {
        assertThat(problems(SMALLEST.replace("coap:\n", "coap:\n  maxConnections: 0\n")))
                .containsExactly(file() + ":2: coap: maxConnections must be at least 1, found 0");
        assertThat(problems(SMALLEST.replace("coap:\n", "coap:\n  answerTimeout: 20s\n")))
                .containsExactly(file() + ":2: coap: stopTimeout must be at least answerTimeout, PT20S, or answers that"
                        + " are due would be lost; found PT10S");
        assertThat(problems(SMALLEST + "    deviceIds: listed\n"))
                .singleElement()
                .asString()
                .contains("enrollmentGroups[0]: deviceIds 'listed' needs allowedDeviceIds");
    }

    @Test
    void device_ids_that_are_allowed_but_not_asked_for_are_a_mistake() {
        assertThat(problems(SMALLEST + "    allowedDeviceIds: [7c1c1f5e-7f4d-4d0a-9d10-0f1d2f0a0009]\n"))
                .containsExactly(file() + ":8: enrollmentGroups[0]: allowedDeviceIds needs deviceIds 'listed',"
                        + " else any id is given out");
    }

    @Test
    void an_owner_too_long_for_the_records_is_refused() {
        assertThat(problems(SMALLEST.replace("owner: 1", "owner: " + "o".repeat(257))))
                .containsExactly(file() + ":8: enrollmentGroups[0]: owner must not be longer than 256 characters,"
                        + " found 257");
    }

    @Test
    void a_gateway_that_is_none_is_named_with_its_line() {
        assertThat(problems(SMALLEST + "hubs:\n  - id: 7c1c1f5e-7f4d-4d0a-9d10-0f1d2f0a0009\n"
                        + "    gateways: [cloud.example, 'http://cloud.example']\n"))
                .startsWith(file() + ":13: hubs[0].gateways[1]: expected a gateway such as"
                        + " coaps+tcp://cloud.example:5684, found 'http://cloud.example',"
                        + " its scheme is none of coaps+tcp, coaps, coap+tcp, coap");
    }

    @Test
    void a_duration_that_no_clock_can_add_is_refused() {
        assertThat(problems(SMALLEST.replace("coap:\n", "coap:\n  handshakeTimeout: 999999999999d\n")))
                .singleElement()
                .asString()
                .contains(":2: coap.handshakeTimeout: expected a duration")
                .endsWith("found '999999999999d', which is more than a hundred years");
    }

    @Test
    void a_group_that_names_an_unknown_hub_is_refused() {
        assertThat(problems(SMALLEST + "    hubs: [7c1c1f5e-7f4d-4d0a-9d10-0f1d2f0a0009]\n"))
                .singleElement()
                .asString()
                .contains("which is not among the configured hubs");
    }

    @Test
    void an_id_that_two_groups_or_two_hubs_share_is_refused() {
        String hub = "  - id: 7c1c1f5e-7f4d-4d0a-9d10-0f1d2f0a0009\n    gateways: [cloud.example]\n";
        String group = SMALLEST.substring(SMALLEST.indexOf("  - id:"));

        assertThat(problems(SMALLEST + group))
                .containsExactly(
                        file() + ":1: enrollmentGroups holds the id 7c1c1f5e-7f4d-4d0a-9d10-0f1d2f0a0001 twice");
        assertThat(problems(SMALLEST + "hubs:\n" + hub + hub))
                .containsExactly(file() + ":1: hubs holds the id 7c1c1f5e-7f4d-4d0a-9d10-0f1d2f0a0009 twice");
    }

    @Test
    void an_empty_file_says_what_is_missing() {
        assertThat(problems(""))
                .contains(
                        file() + ":1: missing key 'coap.certificateFile', expected a readable file",
                        file() + ":1: missing key 'enrollmentGroups', expected a list of enrollment groups");
    }

    @Test
    void a_configuration_that_is_not_there_says_which_option_names_it() {
        ConfigException refusal = catchThrowableOfType(
                ConfigException.class, () -> ServiceConfig.read(directory.resolve("nowhere.yaml")));

        assertThat(refusal.problems())
                .containsExactly(directory.resolve("nowhere.yaml")
                        + ": does not exist; name the configuration with --config FILE");
    }

    private ServiceConfig read(String yaml) throws ConfigException, IOException {
        return ServiceConfig.read(Files.writeString(directory.resolve("service.yaml"), yaml));
    }

    private List<String> problems(String yaml) {
        return catchThrowableOfType(ConfigException.class, () -> read(yaml)).problems();
    }

    private Path file() {
        return directory.resolve("service.yaml");
    }
}
