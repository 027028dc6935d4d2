package org.dps4j.gateway.config;

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
import org.dps4j.program.config.TransportSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {

    private static final String SMALLEST = """
            coap:
              certificateFile: a.pem
              keyFile: a.pem
              trustedFile: a.pem
            """;

    @TempDir
    Path directory;

    @BeforeEach
    void one_file_that_stands_for_all() throws IOException {
        Files.writeString(directory.resolve("a.pem"), "not read here");
    }

    @Test
    void the_smallest_file_gets_every_default() throws Exception {
        GatewayConfig config = read(SMALLEST);

        assertThat(config.coap().address()).isEqualTo(new InetSocketAddress("127.0.0.1", 5684));
        assertThat(config.coap().limits()).isEqualTo(TransportSettings.DEFAULT);
        assertThat(config.http().address()).isEqualTo(new InetSocketAddress("127.0.0.1", 8080));
        assertThat(config.http().tokenFile()).isEqualTo(directory.resolve("data/api-token"));
        assertThat(config.tokens().jwks()).isEqualTo(URI.create("http://127.0.0.1:9100/.well-known/jwks.json"));
        assertThat(config.tokens().ownerClaim()).isEqualTo("sub");
        assertThat(config.tokens().lifetime()).isEqualTo(Duration.ofHours(1));
        assertThat(config.tokens().providers()).isEmpty();
        assertThat(config.store()).isEqualTo(new StoreSettings.EmbeddedFile(directory.resolve("data/ocf-gateway")));
        assertThat(config.devices()).isEqualTo(DeviceSettings.DEFAULT);
    }

    @Test
    void a_key_set_is_an_address_or_a_file_beside_the_configuration() throws Exception {
        assertThat(read(SMALLEST + "tokens:\n  jwks: https://keys.example/jwks\n")
                        .tokens()
                        .jwks())
                .isEqualTo(URI.create("https://keys.example/jwks"));
        assertThat(read(SMALLEST + "tokens:\n  jwks: keys.json\n").tokens().jwks())
                .isEqualTo(directory.resolve("keys.json").toUri());
    }

    @Test
    void everything_that_is_wrong_is_named_with_its_line() {
        String yaml = SMALLEST + """
                  signInTimeout: 0s
                http:
                  adress: 127.0.0.1:1
                tokens:
                  lifetime: 10ms
                devices:
                  maxDevices: many
                """;

        assertThat(problems(yaml))
                .containsExactly(
                        file() + ":2: coap: signInTimeout must be longer than zero, found PT0S",
                        file() + ":7: unknown key 'http.adress', did you mean 'address'?",
                        file() + ":9: tokens: lifetime must be at least 1s, found PT0.01S",
                        file() + ":11: devices.maxDevices: expected a whole number, found 'many'");
    }

    @Test
    void a_missing_file_is_named() {
        assertThat(problems(SMALLEST.replace("keyFile: a.pem", "keyFile: b.pem")))
                .containsExactly(file() + ":3: coap.keyFile: expected a readable file, found '"
                        + directory.resolve("b.pem") + "', which does not exist");
    }

    private GatewayConfig read(String yaml) throws Exception {
        return GatewayConfig.read(Files.writeString(directory.resolve("c.yaml"), yaml));
    }

    private List<String> problems(String yaml) {
        return catchThrowableOfType(ConfigException.class, () -> read(yaml)).problems();
    }

    private String file() {
        return directory.resolve("c.yaml").toString();
    }
}
