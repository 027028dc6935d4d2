package org.dps4j.example;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dps4j.dps.dhcp.DhcpOptionCodes;
import org.dps4j.dps.dhcp.DhcpOptionsException;
import org.dps4j.dps.dhcp.HexText;
import org.dps4j.dps.dhcp.VendorEncapsulatedOptions;

/** The file in which a DHCP client keeps its leases, in the form of ISC's {@code dhclient}. */
record LeasesFile(Path path) {

    static final Path DEFAULT = Path.of("/var/lib/dhcp/dhclient.leases");

    private static final String OPTION = "vendor-encapsulated-options";
    private static final int LARGEST = 1 << 20;
    private static final Pattern VALUE = Pattern.compile(OPTION + "[ \\t\"]*([^ \\t\";,\\r\\n]*)");

    /** What the last lease that has the option says about the service. Reads the disk. */
    VendorEncapsulatedOptions read() throws UnusableLeases {
        String value = lastValue(content())
                .orElseThrow(() -> new UnusableLeases("ERROR: cannot find option " + OPTION + " in file " + path));
        try {
            return VendorEncapsulatedOptions.parse(HexText.parse(value), DhcpOptionCodes.DEFAULTS);
        } catch (DhcpOptionsException e) {
            throw new UnusableLeases(
                    "ERROR: pull vendor_encapsulated_options: error during parsing of " + path + ": " + e.getMessage(),
                    e);
        }
    }

    static Optional<String> lastValue(String content) {
        Matcher matcher = VALUE.matcher(content);
        Optional<String> last = Optional.empty();
        while (matcher.find()) {
            last = Optional.of(matcher.group(1));
        }
        return last;
    }

    private String content() throws UnusableLeases {
        if (!Files.isRegularFile(path)) {
            throw new UnusableLeases("ERROR: cannot open file " + path + ": it is no regular file or not there; name"
                    + " another one with --dhcp-leases-file");
        }
        try (InputStream file = Files.newInputStream(path)) {
            byte[] content = file.readNBytes(LARGEST + 1);
            if (content.length > LARGEST) {
                throw new UnusableLeases(
                        "ERROR: cannot open file " + path + ": it is larger than " + LARGEST + " bytes");
            }
            return new String(content, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UnusableLeases("ERROR: cannot open file " + path + ": " + e.getMessage(), e);
        }
    }
}
