package org.dps4j.demo.story;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Follows one device through its provisioning and into its cloud: what a reader is shown, and how it stands. For one thread. */
public final class DeviceStory {

    private static final List<String> STEPS = List.of("time", "owner", "cloud", "credentials", "acls");

    private @Nullable String trouble;
    private @Nullable UUID id;
    private boolean provisioned;
    private boolean online;

    /** What to show of a line that the device printed; empty for most. */
    public Optional<String> on(String line) {
        return DeviceNews.in(line).map(this::tell);
    }

    /** Whether all five steps are done. */
    public boolean isProvisioned() {
        return provisioned;
    }

    /** Whether it said that it is online, under its present id. */
    public boolean isOnline() {
        return online;
    }

    /** Its id, once it is known. */
    public Optional<UUID> id() {
        return Optional.ofNullable(id);
    }

    /** What went wrong last, as long as nothing went well after it. */
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    private String tell(DeviceNews news) {
        if (news instanceof DeviceNews.StepFailed failed) {
            trouble = "step " + failed.step() + " failed: " + failed.why();
            return step(failed.step(), "failed: " + failed.why());
        }
        if (news instanceof DeviceNews.Trouble other) {
            trouble = other.what();
            return "  device         " + other.what();
        }
        trouble = null;
        if (news instanceof DeviceNews.Started started) {
            id = started.id();
            provisioned = false;
            online = false;
            return "  device         id " + started.id() + "\n";
        }
        if (news instanceof DeviceNews.StepDone done) {
            return step(done.step(), String.format(Locale.ROOT, "done in %4s ms", done.millis()));
        }
        if (news instanceof DeviceNews.CloudConfigured cloud) {
            return "\n  cloud          " + cloud.which();
        }
        if (news instanceof DeviceNews.Online joined) {
            online = true;
            return "  online         " + joined.where();
        }
        DeviceNews.Provisioned end = (DeviceNews.Provisioned) news;
        provisioned = true;
        return "  provisioned    " + end.howFast();
    }

    private static String step(String name, String what) {
        return String.format(Locale.ROOT, "  %d %-12s %s", STEPS.indexOf(name) + 1, name, what);
    }
}
