package org.dps4j.dps.resource;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dps4j.dps.machine.DpsStatus;
import org.dps4j.dps.machine.ProvisioningStep;

/** How far provisioning is, in the words of plgd. */
final class StatusWord {

    private static final Map<Set<DpsStatus>, String> WORDS = words();

    private StatusWord() {}

    /** The word for these flags; there is none for flags that never go together. */
    static Optional<String> of(Set<DpsStatus> status) {
        if (status.contains(DpsStatus.FAILURE)) {
            return Optional.of("failure");
        }
        if (status.contains(DpsStatus.TRANSIENT_FAILURE)) {
            return Optional.of("transient failure");
        }
        return Optional.ofNullable(WORDS.get(status));
    }

    private static Map<Set<DpsStatus>, String> words() {
        Map<Set<DpsStatus>, String> words = new HashMap<>();
        words.put(Set.of(), "uninitialized");
        EnumSet<DpsStatus> reached = EnumSet.of(DpsStatus.INITIALIZED);
        words.put(Set.copyOf(reached), "initialized");
        for (ProvisioningStep step : ProvisioningStep.values()) {
            String what = step.name().toLowerCase(Locale.ROOT);
            words.put(with(reached, step.asked()), "provisioning " + what);
            reached.add(step.done());
            words.put(Set.copyOf(reached), "provisioned " + what);
        }
        reached.add(DpsStatus.CLOUD_STARTED);
        words.put(Set.copyOf(reached), "provisioned");
        words.put(with(reached, DpsStatus.RENEW_CREDENTIALS), "renew credentials");
        return Map.copyOf(words);
    }

    private static Set<DpsStatus> with(Set<DpsStatus> reached, DpsStatus one) {
        EnumSet<DpsStatus> flags = EnumSet.copyOf(reached);
        flags.add(one);
        return Set.copyOf(flags);
    }
}
