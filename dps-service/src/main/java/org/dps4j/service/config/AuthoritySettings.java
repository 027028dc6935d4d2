package org.dps4j.service.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * The local authority that signs identity certificates.
 *
 * @param certificateFile PEM, the signing certificate first, up to and including the root
 * @param keyFile PEM, the key of the signing certificate
 * @param backdate how far before its issue a certificate becomes valid, for devices whose clock is behind
 * @param validity how long after its issue a certificate is valid; clipped to what the authority's own allow
 */
public record AuthoritySettings(Path certificateFile, Path keyFile, Duration backdate, Duration validity) {

    public static final Duration DEFAULT_BACKDATE = Duration.ofHours(1);
    public static final Duration DEFAULT_VALIDITY = Duration.ofHours(87_600);

    public AuthoritySettings {
        Objects.requireNonNull(certificateFile);
        Objects.requireNonNull(keyFile);
        if (backdate.isNegative()) {
            throw new IllegalArgumentException("backdate must not be negative, found " + backdate);
        }
        if (validity.isNegative() || validity.isZero()) {
            throw new IllegalArgumentException("validity must be longer than zero, found " + validity);
        }
    }
}
