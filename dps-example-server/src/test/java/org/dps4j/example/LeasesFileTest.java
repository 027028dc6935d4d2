package org.dps4j.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.dps4j.dps.dhcp.VendorEncapsulatedOptions;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeasesFileTest {

    private static final String LEASE = """
            lease {
              interface "eth0";
              fixed-address 10.0.0.7;
              option subnet-mask 255.255.255.0;
              option vendor-encapsulated-options %s;
              renew 4 2026/11/26 01:02:03;
            }
            """;

    @TempDir
    Path directory;

    @Test
    void the_last_lease_that_has_the_option_counts() throws Exception {
        VendorEncapsulatedOptions found = read(LEASE.formatted(option("coaps+tcp://old.test"))
                + LEASE.formatted(option("coaps+tcp://new.test"))
                + "lease {\n  option subnet-mask 255.255.255.0;\n}\n");

        assertThat(found.endpoint()).contains(DpsEndpoint.of("coaps+tcp://new.test"));
        assertThat(found.fingerprint()).isEmpty();
    }

    @Test
    void a_value_ends_at_whatever_cannot_be_in_it() {
        for (String end : new String[] {";", " ;", "\t", "\"", ",", "\n", "\r\n", ""}) {
            assertThat(LeasesFile.lastValue("option vendor-encapsulated-options \t \"c8:2:a:b" + end))
                    .as(end)
                    .contains("c8:2:a:b");
        }
        assertThat(LeasesFile.lastValue("option vendor-encapsulated-options ;")).contains("");
        assertThat(LeasesFile.lastValue("option vendor-encapsulated 1;")).isEmpty();
    }

    @Test
    void a_longer_line_before_it_does_no_harm() {
        String longer = "option vendor-encapsulated-options c8:2:a:b;" + " ".repeat(1_000) + "\n";

        assertThat(LeasesFile.lastValue(longer + "renew 4;\n" + "option vendor-encapsulated-options 1;"))
                .contains("1");
    }

    @Test
    void what_cannot_be_used_is_named_in_one_line() throws Exception {
        Path file = directory.resolve("leases");

        assertThatThrownBy(() -> new LeasesFile(file).read())
                .isInstanceOf(UnusableLeases.class)
                .hasMessageStartingWith("ERROR: cannot open file " + file);
        assertThatThrownBy(() -> new LeasesFile(directory).read())
                .hasMessageStartingWith("ERROR: cannot open file " + directory);
        assertThatThrownBy(() -> read("lease {\n}\n"))
                .hasMessage("ERROR: cannot find option vendor-encapsulated-options in file " + file);
        assertThatThrownBy(() -> read(LEASE.formatted("c8:zz")))
                .hasMessage("ERROR: pull vendor_encapsulated_options: error during parsing of " + file
                        + ": expected hexadecimal digits and colons, found 'z' at position 4");
        assertThatThrownBy(() -> read(LEASE.formatted("c8:ff:1")))
                .hasMessageContaining("expected 255 bytes in option 200, found 1 bytes");
        assertThatThrownBy(() -> read(LEASE.formatted("0a".repeat(600)))).hasMessageContaining("at most 512 bytes");
        assertThatThrownBy(() -> read(LEASE.formatted(""))).hasMessageContaining("found neither");
        assertThatThrownBy(() -> read(" ".repeat((1 << 20) + 1))).hasMessageContaining("larger than 1048576 bytes");
    }

    private VendorEncapsulatedOptions read(String content) throws Exception {
        return new LeasesFile(Files.writeString(directory.resolve("leases"), content)).read();
    }

    static String option(String endpoint) {
        byte[] text = endpoint.getBytes(StandardCharsets.US_ASCII);
        return "c8:" + Integer.toHexString(text.length) + ":"
                + HexFormat.ofDelimiter(":").formatHex(text);
    }
}
