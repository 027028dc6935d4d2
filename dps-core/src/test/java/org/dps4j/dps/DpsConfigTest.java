package org.dps4j.dps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.dps4j.dps.observer.ObserverSettings;
import org.dps4j.dps.retry.MaxAgeRule;
import org.dps4j.dps.retry.RetryTable;
import org.dps4j.dps.trust.ServerNames;
import org.dps4j.dps.trust.ServerVerification;
import org.dps4j.protocol.pki.Fingerprint;
import org.dps4j.protocol.pki.HashAlgorithm;
import org.junit.jupiter.api.Test;

class DpsConfigTest {

    @Test
    void the_defaults_are_those_of_plgd() {
        assertThat(DpsConfig.DEFAULTS.retry()).isEqualTo(RetryTable.ofSeconds(10, 20, 40, 80, 120));
        assertThat(DpsConfig.DEFAULTS.expiringLimit()).isEqualTo(Duration.ofSeconds(3600));
        assertThat(DpsConfig.DEFAULTS.verification()).isEqualTo(ServerVerification.REQUIRED);
        assertThat(DpsConfig.DEFAULTS.serverFingerprint()).isEmpty();
        assertThat(DpsConfig.DEFAULTS.serverNames()).isEqualTo(ServerNames.ANY);
        assertThat(DpsConfig.DEFAULTS.observer()).isEqualTo(new ObserverSettings(30, Duration.ofSeconds(1)));
        assertThat(DpsConfig.DEFAULTS.maxAge()).isEqualTo(MaxAgeRule.IGNORED);
    }

    @Test
    void each_part_is_replaced_alone() {
        Fingerprint known = Fingerprint.parse(HashAlgorithm.SHA256, "ab".repeat(32));

        DpsConfig changed = DpsConfig.DEFAULTS
                .withRetry(RetryTable.ofSeconds(1))
                .withExpiringLimit(Duration.ofSeconds(1337))
                .withVerification(ServerVerification.SKIPPED)
                .withServerFingerprint(known)
                .withServerNames(ServerNames.ANY.withHostOfEndpoint())
                .withObserver(new ObserverSettings(0, Duration.ofSeconds(2)))
                .withMaxAge(MaxAgeRule.LOWER_BOUND);

        assertThat(changed.retry()).isEqualTo(RetryTable.ofSeconds(1));
        assertThat(changed.expiringLimit()).isEqualTo(Duration.ofSeconds(1337));
        assertThat(changed.verification()).isEqualTo(ServerVerification.SKIPPED);
        assertThat(changed.serverFingerprint()).contains(known);
        assertThat(changed.serverNames().host()).isEqualTo(ServerNames.Host.OF_ENDPOINT);
        assertThat(changed.observer().maxCount()).isZero();
        assertThat(changed.maxAge()).isEqualTo(MaxAgeRule.LOWER_BOUND);
        assertThat(changed.withoutServerFingerprint().serverFingerprint()).isEmpty();
    }

    @Test
    void the_expiring_limit_is_0_to_65535_seconds() {
        assertThat(DpsConfig.DEFAULTS.withExpiringLimit(Duration.ZERO).expiringLimit())
                .isZero();
        assertThat(DpsConfig.DEFAULTS
                        .withExpiringLimit(Duration.ofSeconds(65_535))
                        .expiringLimit())
                .isEqualTo(Duration.ofSeconds(65_535));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DpsConfig.DEFAULTS.withExpiringLimit(Duration.ofSeconds(65_536)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DpsConfig.DEFAULTS.withExpiringLimit(Duration.ofSeconds(-1)));
    }
}
