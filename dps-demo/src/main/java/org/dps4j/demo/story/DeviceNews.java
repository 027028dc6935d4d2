package org.dps4j.demo.story;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a line of the device says about its provisioning and its cloud. */
sealed interface DeviceNews {

    /** It runs, under this id. */
    record Started(UUID id) implements DeviceNews {}

    /** A step is done. */
    record StepDone(String step, String millis) implements DeviceNews {}

    /** A step failed, and is tried again. */
    record StepFailed(String step, String why) implements DeviceNews {}

    /** All steps are done. */
    record Provisioned(String howFast) implements DeviceNews {}

    /** It knows its cloud. */
    record CloudConfigured(String which) implements DeviceNews {}

    /** It is signed in to its cloud. */
    record Online(String where) implements DeviceNews {}

    /** It cannot go on. */
    record Trouble(String what) implements DeviceNews {}

    /** Understands a line; most say nothing of interest. */
    static Optional<DeviceNews> in(String line) {
        return Phrase.ALL.stream().flatMap(phrase -> phrase.in(line).stream()).findFirst();
    }

    /** A form that lines of the device have, and what it means. */
    record Phrase(Pattern form, Function<MatchResult, DeviceNews> meaning) {

        private static final List<Phrase> ALL = List.of(
                new Phrase(
                        Pattern.compile("Started device with ID: ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"),
                        it -> new Started(UUID.fromString(it.group(1)))),
                new Phrase(
                        Pattern.compile("Provisioning step (\\w+): done in (\\d+) ms"),
                        it -> new StepDone(it.group(1), it.group(2))),
                new Phrase(
                        Pattern.compile(".*\\bstep (\\w+) failed: (.*)"),
                        it -> new StepFailed(it.group(1).toLowerCase(Locale.ROOT), it.group(2))),
                new Phrase(Pattern.compile("Provisioned (in \\d+ ms.*)"), it -> new Provisioned(it.group(1))),
                new Phrase(Pattern.compile("Cloud configured: (.*)"), it -> new CloudConfigured(it.group(1))),
                new Phrase(Pattern.compile("online (.*)"), it -> new Online(it.group(1))),
                new Phrase(
                        Pattern.compile("(ERROR: .*|failed to .*|Cloud refuses .*|cannot .*|invalid .*)"),
                        it -> new Trouble(it.group(1))));

        private Optional<DeviceNews> in(String line) {
            Matcher matcher = form.matcher(line);
            return matcher.matches() ? Optional.of(meaning.apply(matcher)) : Optional.empty();
        }
    }
}
