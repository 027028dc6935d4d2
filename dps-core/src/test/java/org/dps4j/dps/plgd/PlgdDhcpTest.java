package org.dps4j.dps.plgd;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.dps4j.device.Device;
import org.dps4j.device.DeviceState;
import org.dps4j.device.Platform;
import org.dps4j.device.cloud.client.CloudSettings;
import org.dps4j.device.cloud.client.OcfCloudClient;
import org.dps4j.device.resource.ResourceDescription;
import org.dps4j.device.security.DeviceKey;
import org.dps4j.device.server.DeviceResources;
import org.dps4j.device.store.MemoryDeviceStore;
import org.dps4j.dps.DpsLog;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.coap.NettyLoops;
import org.dps4j.protocol.pki.Fingerprint;
import org.dps4j.protocol.pki.HashAlgorithm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlgdDhcpTest {

    private static final String ENDPOINT = "c8:1b:" + hex("coaps+tcp://127.0.0.1:20030");
    private static final String HASH = "c9:20" + ":a5".repeat(32) + ":ca:6:" + hex("SHA256");
    private static final String OTHER_HASH = "c9:20" + ":5a".repeat(32) + ":ca:6:" + hex("SHA256");

    private final List<String> logged = new ArrayList<>();
    private NettyLoops loops;
    private DeviceResources resources;
    private PlgdDps dps;
    private PlgdContext context;

    @BeforeEach
    void open() {
        loops = NettyLoops.start("plgd-dhcp", 1);
        Device device = Device.open(loops.next(), new MemoryDeviceStore(), PlgdDhcpTest::born)
                .join();
        resources = DeviceResources.of(device);
        dps = new PlgdDps(
                List.of(device), its -> OcfCloudClient.of(resources, CloudSettings.DEFAULTS), its -> resources);
        PlgdDps.setLogFn((level, line) -> logged.add(line));
        dps.init(false);
        context = dps.getContext(0).orElseThrow();
    }

    @AfterEach
    void close() {
        dps.shutdown();
        loops.close();
        PlgdDps.setLogFn(DpsLog.slf4j());
    }

    @Test
    void the_codes_are_set_within_their_limits() {
        assertThat(PlgdDhcp.getVendorEncapsulatedOptionCodeDpsEndpoint(context)).isEqualTo(200);
        assertThat(PlgdDhcp.getVendorEncapsulatedOptionCodeDpsCertificateFingerprint(context))
                .isEqualTo(201);

        assertThat(PlgdDhcp.setVendorEncapsulatedOptionCodeDpsEndpoint(context, 12))
                .isTrue();
        assertThat(PlgdDhcp.setVendorEncapsulatedOptionCodeDpsCertificateFingerprint(context, 13))
                .isTrue();
        assertThat(PlgdDhcp.setVendorEncapsulatedOptionCodeDpsEndpoint(context, 13))
                .isFalse();
        assertThat(PlgdDhcp.setVendorEncapsulatedOptionCodeDpsCertificateFingerprint(context, 255))
                .isFalse();

        assertThat(PlgdDhcp.getVendorEncapsulatedOptionCodeDpsEndpoint(context)).isEqualTo(12);
        assertThat(PlgdDhcp.getVendorEncapsulatedOptionCodeDpsCertificateFingerprint(context))
                .isEqualTo(13);
        assertThat(logged).hasSize(2);
    }

    @Test
    void values_are_taken_and_told_by_the_numbers_of_plgd() {
        byte[] options = bytes(ENDPOINT + ":" + HASH);

        assertThat(apply(options)).isEqualTo(2);
        assertThat(apply(options)).isZero();
        assertThat(context.client().endpoints().selected().orElseThrow()).hasToString("coaps+tcp://127.0.0.1:20030");
        assertThat(context.client().config().serverFingerprint())
                .contains(new Fingerprint(HashAlgorithm.SHA256, Bytes.ofHex("a5".repeat(32))));
        assertThat(apply(bytes(ENDPOINT + ":" + OTHER_HASH))).isEqualTo(2);
        assertThat(logged).isEmpty();
    }

    @Test
    void what_cannot_be_used_is_an_error_that_changes_nothing() {
        byte[] options = bytes(ENDPOINT + ":" + HASH);

        assertThat(apply(Arrays.copyOf(options, options.length - 1))).isEqualTo(-1);
        assertThat(apply(bytes(ENDPOINT + ":c9:1:1"))).isEqualTo(-1);
        assertThat(PlgdDhcp.hexStringToBytes("0g")).isEmpty();
        assertThat(context.client().endpoints().selected()).isEmpty();
        assertThat(logged).hasSize(3).allMatch(line -> line.startsWith("expected "));
    }

    @Test
    void a_device_that_was_shut_down_is_told_nothing() {
        dps.shutdown();

        assertThat(apply(bytes(ENDPOINT + ":" + HASH))).isEqualTo(-1);
        assertThat(logged).singleElement().asString().contains("shut down");
    }

    @Test
    void the_configuration_resource_comes_and_goes() {
        dps.setConfigurationResource(context, true);
        assertThat(resources.descriptions())
                .extracting(ResourceDescription::href)
                .contains("/plgd/dps");

        dps.setConfigurationResource(context, false);
        assertThat(resources.descriptions())
                .extracting(ResourceDescription::href)
                .doesNotContain("/plgd/dps");
    }

    private int apply(byte[] options) {
        return PlgdDhcp.setValuesFromVendorEncapsulatedOptions(context, options);
    }

    private static byte[] bytes(String isc) {
        return PlgdDhcp.hexStringToBytes(isc).orElseThrow().toArray();
    }

    private static String hex(String text) {
        return HexFormat.ofDelimiter(":").formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static DeviceState born() {
        return DeviceState.fresh(
                UUID.randomUUID(),
                "lamp",
                new Platform(UUID.randomUUID(), "maker", "oic.d.light"),
                DeviceKey.generate(new SecureRandom()));
    }
}
