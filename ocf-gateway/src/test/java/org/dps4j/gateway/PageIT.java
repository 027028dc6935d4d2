package org.dps4j.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser. */
@Timeout(120)
class PageIT {

    private static final UUID ID = UUID.fromString("5e1f0d1c-7a4b-4a0e-9b7e-0d2b6a3c9f10");
    private static final String SWITCH = "document.querySelector('[role=switch]')";

    @TempDir
    Path directory;

    @Test
    void a_device_appears_its_light_is_switched_and_it_goes_offline() throws Exception {
        assumeTrue(Browser.find().isPresent(), "there is no Chromium on this machine");
        GatewayDirectory files = new GatewayDirectory(directory);
        try (Gateway gateway = Gateway.start(files.config());
                ScriptedDevice device = new ScriptedDevice(gateway, ID, files.device(ID));
                Browser browser = new Browser(
                        Browser.find().get(),
                        directory.resolve("profile"),
                        gateway.pageLink().revealText())) {
            shows(browser, "document.getElementById('empty').hidden", "false");
            assertThat(browser.evaluate("location.href"))
                    .isEqualTo(gateway.page().toString());

            device.join(files.token());

            shows(browser, "document.querySelector('.device .name')?.textContent", "thing");
            shows(browser, "document.querySelector('.presence').textContent", "online");
            shows(browser, SWITCH + "?.getAttribute('aria-checked')", "false");
            photograph(browser, "page");

            browser.evaluate(SWITCH + ".click()");

            shows(browser, SWITCH + ".getAttribute('aria-checked')", "true");
            for (int width : List.of(320, 390, 1200)) {
                browser.ask(
                        "Emulation.setDeviceMetricsOverride",
                        Map.of("width", width, "height", 800, "deviceScaleFactor", 1, "mobile", width < 500));
                shows(browser, "document.documentElement.scrollWidth <= innerWidth", "true");
                photograph(browser, "page-" + width);
            }
            String light = browser.evaluate("getComputedStyle(document.body).backgroundColor");
            browser.ask(
                    "Emulation.setEmulatedMedia",
                    Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
            assertThat(browser.evaluate("getComputedStyle(document.body).backgroundColor"))
                    .isNotEqualTo(light);
            photograph(browser, "page-dark");

            device.connection().close();

            shows(browser, "document.querySelector('.presence').textContent", "offline");
            assertThat(browser.evaluate(SWITCH + ".disabled")).isEqualTo("true");
        }
    }

    private static void shows(Browser browser, String expression, String expected) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(browser.evaluate(expression)).as(expression).isEqualTo(expected));
    }

    private static void photograph(Browser browser, String name) throws Exception {
        browser.photograph(Path.of("target", name + ".png"));
    }
}
