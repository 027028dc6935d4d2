package org.dps4j.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dps4j.device.store.UnreadableState;
import org.dps4j.dps.DpsConfig;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.trust.ServerVerification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineReaderTest {

    private static final String LOCAL = "coaps+tcp://127.0.0.1:20030";
    private static final String TRY = "coaps+tcp://api.try.plgd.cloud:25684";

    static Stream<Arguments> accepted() {
        return Stream.of(
                Arguments.of("", run("dps", LOCAL, false)),
                Arguments.of("my-device", run("my-device", LOCAL, true)),
                Arguments.of("my-device " + TRY, run("my-device", TRY, true)),
                Arguments.of("-n my-device " + TRY, run("my-device", TRY, true, ServiceTrust.ANYBODY, LogLevel.INFO)),
                Arguments.of("a -n " + TRY + " -l debug", run("a", TRY, true, ServiceTrust.ANYBODY, LogLevel.DEBUG)),
                Arguments.of("a --no-verify-ca", run("a", LOCAL, true, ServiceTrust.ANYBODY, LogLevel.INFO)),
                Arguments.of("--log-level=warning", run("dps", LOCAL, false, ServiceTrust.VERIFIED, LogLevel.WARNING)),
                Arguments.of("-ltrace a", run("a", LOCAL, true, ServiceTrust.VERIFIED, LogLevel.TRACE)),
                Arguments.of("-- -a", run("-a", LOCAL, true)),
                Arguments.of("--log-level trace a", run("a", LOCAL, true, ServiceTrust.VERIFIED, LogLevel.TRACE)),
                Arguments.of(
                        "-l disabled -l notice", run("dps", LOCAL, false, ServiceTrust.VERIFIED, LogLevel.NOTICE)));
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void takes_options_before_between_and_behind_the_arguments(String line, Options expected) {
        assertThat(read(line)).isEqualTo(new Invocation.Run(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "256", "1,2,3,4,5,6,7,8,9", "ten", "10x", "10,,20", ",", "-1", "10,", "99999999999"})
    void refuses_a_retry_table_that_is_none(String table) {
        assertThat(read("--retry-configuration=" + table))
                .isEqualTo(new Invocation.Wrong("invalid retry configuration(" + table + "): expected 1 to 8 numbers of"
                        + " seconds from 1 to 255, separated by commas, such as 10,20,40"));
    }

    @Test
    void refuses_an_empty_retry_table() {
        assertThat(CommandLineReader.read("-r", ""))
                .isInstanceOfSatisfying(
                        Invocation.Wrong.class,
                        wrong -> assertThat(wrong.message()).startsWith("invalid retry configuration()"));
    }

    @Test
    void refuses_a_device_name_that_is_empty() {
        assertThat(CommandLineReader.read(" ")).isInstanceOf(Invocation.Wrong.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "255", "1,1", "1,2,3,4,5,6,7,255"})
    void takes_one_to_eight_timeouts(String table) {
        assertThat(read("-r " + table))
                .isInstanceOfSatisfying(
                        Invocation.Run.class,
                        run -> assertThat(run.options().provisioning().retry()).hasToString(table));
    }

    @Test
    void sets_an_unreadable_state_aside_only_if_told_so() {
        assertThat(read("a --set-aside-unreadable-state"))
                .isInstanceOfSatisfying(
                        Invocation.Run.class,
                        run -> assertThat(run.options().unreadable()).isEqualTo(UnreadableState.SET_ASIDE));
    }

    @Test
    void asks_dhcp_only_if_told_so_and_then_trusts_by_the_fingerprint() {
        Options without = options("-f /some/leases");
        Options with = options("-x");
        Options elsewhere = options("--dhcp-enabled --dhcp-leases-file=/some/leases -n");

        assertThat(without.leases()).isEmpty();
        assertThat(without.trust()).isEqualTo(ServiceTrust.VERIFIED);
        assertThat(with.leases()).contains(new LeasesFile(Path.of("/var/lib/dhcp/dhclient.leases")));
        assertThat(with.trust()).isEqualTo(ServiceTrust.FINGERPRINT);
        assertThat(elsewhere.leases()).contains(new LeasesFile(Path.of("/some/leases")));
        assertThat(elsewhere.trust()).isEqualTo(ServiceTrust.ANYBODY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-e 0 -o 0", "--expiration-limit=0 a --cloud-observer-max-retry 0", "a -e0 -o0"})
    void takes_numbers_from_nothing(String line) {
        assertThat(options(line).provisioning().expiringLimit()).isZero();
        assertThat(options(line).provisioning().observer().maxCount()).isZero();
    }

    @Test
    void takes_numbers_up_to_their_limits() {
        assertThat(options("-e 65535").provisioning().expiringLimit()).isEqualTo(Duration.ofSeconds(65_535));
        assertThat(options("-o 255").provisioning().observer())
                .isEqualTo(DpsConfig.DEFAULTS.observer().withMaxCount(255));
    }

    @Test
    void logs_of_provisioning_and_of_the_rest_are_set_apart() {
        assertThat(options("-l error --oc-log-level trace").logLevels())
                .isEqualTo(new LogLevels(LogLevel.ERROR, LogLevel.TRACE));
    }

    @Test
    void waits_and_sets_the_clock_only_if_told_so() {
        assertThat(options("a").beginning()).isEqualTo(Beginning.AT_ONCE);
        assertThat(options("a -w").beginning()).isEqualTo(Beginning.AFTER_RESET);
        assertThat(options("--wait-for-reset").beginning()).isEqualTo(Beginning.AFTER_RESET);
        assertThat(options("a").systemTime()).isEqualTo(SystemTime.KEPT);
        assertThat(options("-s").systemTime()).isEqualTo(SystemTime.SET);
        assertThat(options("a --set-system-time").systemTime()).isEqualTo(SystemTime.SET);
    }

    @Test
    void more_endpoints_come_behind_the_first_which_is_the_argument_or_its_default() {
        Options first = options("-t coaps+tcp://b.test kitchen coaps+tcp://a.test --endpoint=coaps://c.test");
        Options byDefault = options("-t coaps+tcp://b.test");

        assertThat(first.services().list().all())
                .extracting(DpsEndpoint::toString)
                .containsExactly("coaps+tcp://a.test", "coaps+tcp://b.test", "coaps://c.test");
        assertThat(first.services().list().selected()).contains(DpsEndpoint.of("coaps+tcp://a.test"));
        assertThat(byDefault.services().list().selected()).contains(DpsEndpoint.of(LOCAL));
        assertThat(first.summary())
                .isEqualTo("device_name: kitchen\nEndpoints:\n\tcoaps+tcp://a.test\n\tcoaps+tcp://b.test\n"
                        + "\tcoaps://c.test\n");
    }

    @Test
    void an_empty_first_endpoint_is_shown_and_left_out() {
        Options options =
                ((Invocation.Run) CommandLineReader.read("kitchen", "", "-t", "coaps+tcp://b.test")).options();

        assertThat(options.services().list().selected()).contains(DpsEndpoint.of("coaps+tcp://b.test"));
        assertThat(options.summary()).endsWith("Endpoints:\n\t\n\tcoaps+tcp://b.test\n");
    }

    @Test
    void an_endpoint_that_is_named_twice_counts_once() {
        assertThat(options("-t " + LOCAL).services().list().all()).hasSize(1);
    }

    @Test
    void a_check_takes_the_first_endpoint_that_is_one() {
        assertThat(CommandLineReader.read("--check", "kitchen", "", "-t", "coaps+tcp://b.test"))
                .isInstanceOfSatisfying(
                        Invocation.Check.class,
                        check -> assertThat(check.endpoint()).isEqualTo("coaps+tcp://b.test"));
    }

    @Test
    void shows_the_configuration_only_if_told_so() {
        assertThat(options("a").showsConfiguration()).isFalse();
        assertThat(options("-c a").showsConfiguration()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-h", "--help", "a b -h"})
    void the_help_shows_usage_then_options_then_arguments_with_their_defaults(String line) {
        assertThat(read(line))
                .isInstanceOfSatisfying(
                        Invocation.Help.class,
                        help -> assertThat(help.text())
                                .startsWith("./dps_cloud_server [options] [device-name] [endpoint]\n")
                                .containsSubsequence(
                                        "OPTIONS:",
                                        "-c, --create-conf-resource",
                                        "-e, --expiration-limit",
                                        "default: 3600",
                                        "-f, --dhcp-leases-file",
                                        "/var/lib/dhcp/dhclient.leases",
                                        "-h, --help",
                                        "-l, --log-level",
                                        "default: info",
                                        "--oc-log-level",
                                        "default: info",
                                        "-n, --no-verify-ca",
                                        "-o, --cloud-observer-max-retry",
                                        "default: 30",
                                        "-r, --retry-configuration",
                                        "10,20,40,80,120",
                                        "-s, --set-system-time",
                                        "-t, --endpoint",
                                        "-w, --wait-for-reset",
                                        "-x, --dhcp-enabled",
                                        "--check",
                                        "--set-aside-unreadable-state",
                                        "ARGUMENTS:",
                                        "device-name",
                                        "default: dps",
                                        "endpoint",
                                        "default: " + LOCAL));
    }

    @Test
    void refuses_more_services_than_a_device_knows() {
        List<String> arguments = new ArrayList<>();
        for (int port = 1; port <= 16; port++) {
            arguments.addAll(List.of("-t", "coaps+tcp://more.test:" + port));
        }
        arguments.addAll(List.of("my-device", "coaps+tcp://main.test:1"));

        assertThat(CommandLineReader.read(arguments.toArray(String[]::new)))
                .isInstanceOfSatisfying(
                        Invocation.Wrong.class,
                        wrong -> assertThat(wrong.message()).contains("at most 16"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"coap+tcp://127.0.0.1:1", "127.0.0.1:20030", "coaps+tcp://", "coaps+tcp://a b", "https://a"})
    void refuses_an_address_that_is_none_of_a_service(String endpoint) {
        assertThat(CommandLineReader.read("my-device", endpoint))
                .isInstanceOfSatisfying(
                        Invocation.Wrong.class,
                        wrong -> assertThat(wrong.message())
                                .startsWith("ERROR: failed to add endpoint address (" + endpoint + "): "));
    }

    @Test
    void an_empty_endpoint_means_none() {
        assertThat(CommandLineReader.read("my-device", "")).isInstanceOfSatisfying(Invocation.Run.class, run -> {
            assertThat(run.options().services().list().all()).isEmpty();
            assertThat(run.options().summary()).isEqualTo("device_name: my-device\nEndpoints:\n\t\n");
        });
    }

    @Test
    void says_its_defaults_when_it_was_told_nothing() {
        assertThat(run("dps", LOCAL, false).summary())
                .isEqualTo("./dps_cloud_server <device-name-without-spaces> <endpoint>\nDefault parameters:\n"
                        + "device_name: dps\nEndpoints:\n\t" + LOCAL + "\n");
    }

    @Test
    void says_what_it_was_told() {
        assertThat(run("my-device", TRY, true).summary())
                .isEqualTo("device_name: my-device\nEndpoints:\n\t" + TRY + "\n");
    }

    private static Options options(String line) {
        return ((Invocation.Run) read(line)).options();
    }

    private static Invocation read(String line) {
        return CommandLineReader.read(line.isEmpty() ? new String[0] : line.split(" "));
    }

    private static Options run(String name, String endpoint, boolean named) {
        return run(name, endpoint, named, ServiceTrust.VERIFIED, LogLevel.INFO);
    }

    private static Options run(String name, String endpoint, boolean named, ServiceTrust trust, LogLevel level) {
        return new Options(
                name,
                named,
                new NamedServices(List.of(endpoint)),
                trust,
                new LogLevels(level, LogLevel.INFO),
                DpsConfig.DEFAULTS.withVerification(
                        trust == ServiceTrust.ANYBODY ? ServerVerification.SKIPPED : ServerVerification.REQUIRED),
                Beginning.AT_ONCE,
                SystemTime.KEPT,
                UnreadableState.REFUSE,
                Optional.empty(),
                false);
    }
}
