package org.dps4j.device.security.credential;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.dps4j.device.security.Change;
import org.dps4j.device.security.Tags;
import org.dps4j.protocol.payload.credential.Credential;
import org.dps4j.protocol.payload.credential.CredentialUsage;
import org.dps4j.protocol.pki.KeyMatch;
import org.dps4j.protocol.pki.OcfIdentity;

/** Replaces the credentials that provisioning delivered before by those that it delivers now, all or nothing. */
public final class ProvisionedCredentials {

    private ProvisionedCredentials() {}

    /**
     * Judges {@code delivered} and puts it in place of every provisioned credential of {@code current}. Credentials under
     * other tags stay as they are. A delivered id that one of those has is not taken over: the delivered credential gets
     * a free one.
     */
    public static Change<Credentials> replace(Credentials current, List<Credential> delivered, Acceptance acceptance) {
        Credentials others = current.keep(credential -> !credential.isProvisioned());
        if (others.all().size() + delivered.size() > Credentials.MOST) {
            return new Change.Refused<>(
                    "at most " + Credentials.MOST + " credentials", others.all().size() + delivered.size() + "");
        }
        Optional<Change.Refused<Credentials>> misplaced = misplaced(delivered);
        if (misplaced.isPresent()) {
            return misplaced.get();
        }
        List<DeviceCredential> read = new ArrayList<>(others.all());
        Set<Integer> taken = new HashSet<>();
        others.all().forEach(credential -> taken.add(credential.id()));
        delivered.stream().flatMapToInt(credential -> credential.id().stream()).forEach(taken::add);
        for (Credential credential : delivered) {
            int id = credential.id().orElse(0);
            boolean free = id > 0 && others.find(id).isEmpty();
            Change<DeviceCredential> change = CredentialReader.read(credential, free ? id : firstFree(taken));
            if (change instanceof Change.Refused<DeviceCredential> refused) {
                return refused.as();
            }
            DeviceCredential next = ((Change.Applied<DeviceCredential>) change).value();
            Optional<Change.Refused<Credentials>> foreign = foreign(next, acceptance);
            if (foreign.isPresent()) {
                return foreign.get();
            }
            read.add(next);
        }
        Credentials result = new Credentials(read);
        CredentialCheck check = CredentialCheck.of(result, acceptance.at(), acceptance.expiringLimit());
        return check instanceof CredentialCheck.Unusable unusable
                ? new Change.Refused<>(unusable.expected(), unusable.found())
                : new Change.Applied<>(result);
    }

    private static Optional<Change.Refused<Credentials>> misplaced(List<Credential> delivered) {
        Set<Integer> asked = new HashSet<>();
        for (Credential credential : delivered) {
            OptionalInt id = credential.id();
            if (credential.tag().filter(Tags::isProvisioned).isEmpty()) {
                return Optional.of(new Change.Refused<>(
                        "credentials with the tag " + Tags.PROVISIONED,
                        credential.tag().map(tag -> "one with the tag " + tag).orElse("one without a tag")));
            }
            if (id.isPresent() && !asked.add(id.getAsInt())) {
                return Optional.of(new Change.Refused<>("each credential id once", id.getAsInt() + " twice"));
            }
        }
        return Optional.empty();
    }

    /** An identity must be this device's: its id, and its key unless the certificate brings one of its own. */
    static Optional<Change.Refused<Credentials>> foreign(DeviceCredential credential, Acceptance acceptance) {
        if (!(credential instanceof CertificateCredential identity)
                || identity.usage() != CredentialUsage.IDENTITY_CERTIFICATE) {
            return Optional.empty();
        }
        Optional<UUID> named = OcfIdentity.deviceIdOf(identity.leaf());
        if (named.isEmpty() || !named.get().equals(acceptance.deviceId())) {
            return Optional.of(new Change.Refused<>(
                    "an identity certificate for CN=uuid:" + acceptance.deviceId(),
                    "one for " + identity.leaf().getSubjectX500Principal()));
        }
        boolean matches = identity.privateKey().isPresent()
                ? KeyMatch.matches(identity.privateKey().get(), identity.leaf())
                : identity.leaf().getPublicKey().equals(acceptance.deviceKey().publicKey());
        return matches
                ? Optional.empty()
                : Optional.of(new Change.Refused<>(
                        "an identity certificate for "
                                + (identity.privateKey().isPresent() ? "its own" : "the device's") + " key",
                        "one for another key"));
    }

    private static int firstFree(Set<Integer> taken) {
        int id = 1;
        while (!taken.add(id)) {
            id++;
        }
        return id;
    }
}
