package org.dps4j.device.security.credential;

import java.util.Objects;
import java.util.Optional;
import org.dps4j.protocol.Secret;
import org.dps4j.protocol.payload.credential.Subject;

/** A symmetric key shared with its subject: 16 or 32 bytes. */
public record PresharedKeyCredential(int id, Subject subject, Secret key, Optional<String> tag)
        implements DeviceCredential {

    public PresharedKeyCredential {
        Credentials.requireId(id);
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(tag, "tag");
    }

    @Override
    public PresharedKeyCredential withId(int other) {
        return new PresharedKeyCredential(other, subject, key, tag);
    }

    @Override
    public boolean isInstalled() {
        return false;
    }
}
