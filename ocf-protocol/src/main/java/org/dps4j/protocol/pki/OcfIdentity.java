package org.dps4j.protocol.pki;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.dps4j.protocol.UuidText;

/** Who is meant: the UUIDs that names, keys and certificates stand for in OCF and at a provisioning service. */
public final class OcfIdentity {

    private static final UUID NIL = new UUID(0, 0);
    private static final UUID NAMESPACE_URL = UUID.fromString("6ba7b811-9dad-11d1-80b4-00c04fd430c8");
    private static final UUID NAMESPACE_X500 = UUID.fromString("6ba7b814-9dad-11d1-80b4-00c04fd430c8");

    private static final Pattern HYPHENED =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private OcfIdentity() {}

    /** The common name of a device's certificate: {@code uuid:} and the id in lower case. */
    public static String commonName(UUID id) {
        return "uuid:" + id;
    }

    /** The id in a common name of the form {@code uuid:<UUID>}, the first part in any case; empty for any other form. */
    public static Optional<UUID> idOf(String commonName) {
        String[] parts = commonName.split(":", -1);
        return parts.length == 2
                        && parts[0].equalsIgnoreCase("uuid")
                        && HYPHENED.matcher(parts[1]).matches()
                ? Optional.of(UUID.fromString(parts[1]))
                : Optional.empty();
    }

    /** The id in the common name of the subject; empty when there is no such name, or more than one. */
    public static Optional<UUID> deviceIdOf(X509Certificate certificate) {
        return commonNameOf(certificate).flatMap(OcfIdentity::idOf);
    }

    /** The only common name of the subject; empty when there is none, or more than one. */
    public static Optional<String> commonNameOf(X509Certificate certificate) {
        return DistinguishedName.commonName(certificate.getSubjectX500Principal());
    }

    /**
     * The UUID a device is told as its owner: the owner itself where it is a UUID (plain, {@code urn:uuid:}, in braces or
     * without hyphens) other than the nil UUID, else a name based one (RFC 4122, version 5, namespace URL).
     */
    public static UUID ownerUuid(String owner) {
        return UuidText.parse(owner)
                .filter(uuid -> !uuid.equals(NIL))
                .orElseGet(() -> NameUuid.of(NAMESPACE_URL, owner));
    }

    /**
     * The UUID of the holder of a key: the same for every certificate of that key (RFC 4122, version 5, namespace X.500,
     * over the encoded SubjectPublicKeyInfo).
     */
    public static UUID manufacturerUuid(PublicKey key) {
        return NameUuid.of(NAMESPACE_X500, key.getEncoded());
    }
}
