package org.dps4j.demo.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class DeviceStoryTest {

    private final DeviceStory story = new DeviceStory();

    @Test
    void tells_the_steps_by_their_number_and_time() {
        assertThat(story.on("Provisioning step time: done in 118 ms")).contains("  1 time         done in  118 ms");
        assertThat(story.on("Provisioning step acls: done in 9 ms")).contains("  5 acls         done in    9 ms");
    }

    @Test
    void is_provisioned_when_the_device_says_so_and_no_longer_once_it_starts_anew() {
        assertThat(story.isProvisioned()).isFalse();

        story.on("Provisioned in 312 ms, 790 ms after the start of the process");
        assertThat(story.isProvisioned()).isTrue();

        story.on("Started device with ID: 7c1c1f5e-7f4d-4d0a-9d10-0f1d2f0a0001");
        assertThat(story.isProvisioned()).isFalse();
    }

    @Test
    void is_online_when_the_device_says_so_and_no_longer_once_it_starts_anew() {
        assertThat(story.on("online at coaps+tcp://127.0.0.1:5684, 950 ms after the start of the process"))
                .contains("  online         at coaps+tcp://127.0.0.1:5684, 950 ms after the start of the process");
        assertThat(story.isOnline()).isTrue();

        story.on("Started device with ID: 7c1c1f5e-7f4d-4d0a-9d10-0f1d2f0a0001");
        assertThat(story.isOnline()).isFalse();
        assertThat(story.id()).contains(UUID.fromString("7c1c1f5e-7f4d-4d0a-9d10-0f1d2f0a0001"));
    }

    @Test
    void remembers_what_went_wrong_until_something_goes_well() {
        assertThat(story.on("01:21:30.839 WARN dps: step TIME failed: nobody listens; trying again in 0.6 s"))
                .contains("  1 time         failed: nobody listens; trying again in 0.6 s");
        assertThat(story.trouble()).contains("step time failed: nobody listens; trying again in 0.6 s");

        story.on("Provisioning step time: done in 118 ms");
        assertThat(story.trouble()).isEmpty();
    }

    @Test
    void remembers_why_the_device_gave_up() {
        story.on("ERROR: unable to read mfgkey.pem: it is missing");

        assertThat(story.trouble()).contains("ERROR: unable to read mfgkey.pem: it is missing");
    }

    @Test
    void says_nothing_of_what_is_no_news() {
        assertThat(story.on("\t\t-Has time")).isEmpty();
        assertThat(story.on("")).isEmpty();
    }
}
