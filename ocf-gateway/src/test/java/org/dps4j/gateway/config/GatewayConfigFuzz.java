package org.dps4j.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.dps4j.program.config.ConfigException;

/**
 * Any text as the configuration of the gateway: the configuration, or a {@link ConfigException} with one line for each
 * problem. A text that may hold an address is left out, since its name would be looked up.
 *
 * <p>Input: the text; {@code pom.xml} is a file that is there.
 */
public final class GatewayConfigFuzz {

    private static final String FILE = "it.yaml";

    private GatewayConfigFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        if (text.contains("address")) {
            return;
        }
        try {
            GatewayConfig config = ConfigFile.read(FILE, Path.of(""), text);
            assertThat(config.secretFiles()).doesNotContainNull();
            assertThat(config.toString()).isNotBlank();
        } catch (ConfigException refused) {
            assertThat(refused.problems())
                    .isNotEmpty()
                    .allSatisfy(problem ->
                            assertThat(problem).matches(FILE + ":\\d+: .+").hasLineCount(1));
        }
    }
}
