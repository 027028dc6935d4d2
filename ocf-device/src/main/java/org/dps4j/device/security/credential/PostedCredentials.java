package org.dps4j.device.security.credential;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dps4j.device.security.Change;
import org.dps4j.protocol.payload.credential.Credential;

/** Adds the credentials that an owner writes to {@code /oic/sec/cred}, all or nothing (OCF Security 13.4). */
public final class PostedCredentials {

    private PostedCredentials() {}

    /**
     * Puts {@code posted} beside {@code current}. One with the id of another takes its place; one without an id gets a
     * free one. What the application installed is not replaced, and only the application installs.
     */
    public static Change<Credentials> merge(Credentials current, List<Credential> posted, Acceptance acceptance) {
        Credentials result = current;
        Set<Integer> written = new HashSet<>();
        for (Credential credential : posted) {
            int id = credential.id().orElse(0);
            id = id > 0 ? id : result.nextId();
            Change<DeviceCredential> read = CredentialReader.read(credential, id);
            if (read instanceof Change.Refused<DeviceCredential> refused) {
                return refused.as();
            }
            DeviceCredential next = ((Change.Applied<DeviceCredential>) read).value();
            boolean installed =
                    result.find(id).filter(DeviceCredential::isInstalled).isPresent();
            if (next.isInstalled() || installed) {
                return new Change.Refused<>("a credential that is not the manufacturer's", "one that is");
            }
            if (!written.add(id)) {
                return new Change.Refused<>("each credential id once", id + " twice");
            }
            Optional<Change.Refused<Credentials>> foreign = ProvisionedCredentials.foreign(next, acceptance);
            if (foreign.isPresent()) {
                return foreign.get();
            }
            if (result.find(id).isEmpty() && result.all().size() == Credentials.MOST) {
                return new Change.Refused<>("at most " + Credentials.MOST + " credentials", "one more");
            }
            result = result.without(id).with(next);
        }
        return new Change.Applied<>(result);
    }
}
