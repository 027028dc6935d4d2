package org.dps4j.device.security.credential;

import java.util.Optional;
import org.dps4j.device.security.Tags;
import org.dps4j.protocol.payload.credential.Subject;

/** One entry of {@code /oic/sec/cred} as the device uses it: keys and certificates parsed and checked. */
public sealed interface DeviceCredential permits CertificateCredential, PresharedKeyCredential {

    /** {@code credid}: positive, and unique on the device. */
    int id();

    /** {@code subjectuuid}: whom it is about. */
    Subject subject();

    /** Who put it there; {@code dps} for provisioning, none for the application. */
    Optional<String> tag();

    /** The same credential under another id. */
    DeviceCredential withId(int id);

    /** Whether provisioning put it there. */
    default boolean isProvisioned() {
        return tag().filter(Tags::isProvisioned).isPresent();
    }

    /** Whether the application installs it at each start: then it is never written to a store. */
    boolean isInstalled();
}
