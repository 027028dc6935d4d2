package org.dps4j.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.dps4j.gateway.ScriptedDevice.expect;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.dps4j.protocol.cbor.CborValue;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.CborValue.CborSimple;
import org.dps4j.protocol.cbor.CborValue.CborText;
import org.dps4j.protocol.payload.account.SignUpAnswer;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
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

    @Test
    void a_light_whose_value_is_known_before_it_is_published_can_be_switched_once_it_is() throws Exception {
        assumeTrue(Browser.find().isPresent(), "there is no Chromium on this machine");
        GatewayDirectory files = new GatewayDirectory(directory);
        try (Gateway gateway = Gateway.start(files.config());
                ScriptedDevice device = new ScriptedDevice(gateway, ID, files.device(ID));
                Browser browser = new Browser(
                        Browser.find().get(),
                        directory.resolve("profile"),
                        gateway.pageLink().revealText())) {
            device.connect();
            SignUpAnswer tokens = device.signUp(files.token());
            expect(ResponseCode.CHANGED, device.signIn(tokens.userId(), tokens.accessToken()));
            shows(
                    browser,
                    "[...document.querySelectorAll('.resource')].some("
                            + "one => one.dataset.href === '/light/1' && one.querySelector('dd'))",
                    "true");
            assertThat(browser.evaluate(SWITCH + " === null")).isEqualTo("true");

            expect(ResponseCode.CHANGED, device.publish(device.resources.links()));

            shows(browser, SWITCH + "?.getAttribute('aria-checked')", "false");
        }
    }

    @Test
    void a_device_is_renamed_reset_and_removed_by_people_who_said_yes() throws Exception {
        assumeTrue(Browser.find().isPresent(), "there is no Chromium on this machine");
        GatewayDirectory files = new GatewayDirectory(directory);
        try (Gateway gateway = Gateway.start(files.config());
                ScriptedDevice device = new ScriptedDevice(gateway, ID, files.device(ID));
                Browser browser = new Browser(
                        Browser.find().get(),
                        directory.resolve("profile"),
                        gateway.pageLink().revealText())) {
            device.join(files.token());
            shows(browser, button("rename") + ".hidden && " + button("reset") + ".hidden", "true");
            WrittenResource configuration = WrittenResource.at(device.resources.root, "oc", "con");
            WrittenResource maintenance = WrittenResource.at(device.resources.root, "oic", "mnt");
            expect(
                    ResponseCode.CHANGED,
                    device.publish(List.of(
                            device.resources.link("/oc/con", "oic.wk.con"),
                            device.resources.link("/oic/mnt", "oic.wk.mnt"))));

            shows(browser, button("rename") + ".hidden || " + button("reset") + ".hidden", "false");
            press(browser, "rename", "document.getElementById('answer').value = ' hall '", "yes");
            shows(browser, "document.getElementById('ask').open", "false");
            await().until(() -> configuration.written.equals(List.of(member("n", new CborText("hall")))));
            device.resources.rename("hall");
            shows(browser, "document.querySelector('.device .name').textContent", "hall");

            press(browser, "reset", "true", "no");
            shows(browser, "document.getElementById('ask').open", "false");
            assertThat(maintenance.written).isEmpty();
            press(browser, "reset", "true", "yes");
            await().until(() -> maintenance.written.equals(List.of(member("fr", CborSimple.TRUE))));

            maintenance.refuseFromNowOn();
            press(browser, "reset", "true", "yes");
            shows(browser, "document.getElementById('message').hidden", "false");
            assertThat(browser.evaluate("document.getElementById('message').textContent"))
                    .isEqualTo("the device answered 4.03 forbidden");

            press(browser, "remove", "true", "yes");
            shows(browser, "document.querySelectorAll('.device').length", "0");
            shows(browser, "document.getElementById('empty').hidden", "false");
            assertThat(new HttpCaller(gateway).get("/api/v1/devices/" + ID).status())
                    .isEqualTo(404);
        }
    }

    /** Presses a button of the device, does something in the question that comes, and answers it. */
    private static void press(Browser browser, String what, String before, String answer) {
        shows(browser, button(what) + ".disabled", "false");
        browser.evaluate(button(what) + ".click()");
        shows(browser, "document.getElementById('ask').open", "true");
        browser.evaluate(before);
        browser.evaluate("document.querySelector('#ask button[value=" + answer + "]').click()");
    }

    private static CborMap member(String name, CborValue value) {
        return new CborMap(Map.of(name, value));
    }

    private static String button(String what) {
        return "document.querySelector('[data-do=" + what + "]')";
    }

    private static void shows(Browser browser, String expression, String expected) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(browser.evaluate(expression)).as(expression).isEqualTo(expected));
    }

    private static void photograph(Browser browser, String name) throws Exception {
        browser.photograph(Path.of("target", name + ".png"));
    }
}
