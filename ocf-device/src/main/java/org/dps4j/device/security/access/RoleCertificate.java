package org.dps4j.device.security.access;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.dps4j.protocol.payload.credential.RoleId;
import org.dps4j.protocol.pki.KeyPurpose;
import org.jspecify.annotations.Nullable;

/** The roles that a role certificate grants: directory names among its alternative names (OCF Security 9.4.2.7). */
final class RoleCertificate {

    private static final int DIRECTORY_NAME = 4;

    private RoleCertificate() {}

    /** The roles; none if the certificate is no role certificate. */
    static Set<RoleId> rolesOf(X509Certificate certificate) {
        Set<RoleId> roles = new HashSet<>();
        if (KeyPurpose.OCF_ROLE.isListedIn(certificate)) {
            for (List<?> name : alternativeNames(certificate)) {
                if (name.get(0).equals(DIRECTORY_NAME) && name.get(1) instanceof String text) {
                    role(text).ifPresent(roles::add);
                }
            }
        }
        return roles;
    }

    private static Collection<List<?>> alternativeNames(X509Certificate certificate) {
        try {
            @Nullable Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null ? List.of() : names;
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }

    /** The common name is the role, the organizational unit the authority. */
    private static Optional<RoleId> role(String directoryName) {
        try {
            Optional<String> role = Optional.empty();
            Optional<String> authority = Optional.empty();
            for (Rdn part : new LdapName(directoryName).getRdns()) {
                if (part.getType().equalsIgnoreCase("CN")) {
                    role = Optional.of(part.getValue().toString());
                } else if (part.getType().equalsIgnoreCase("OU")) {
                    authority = Optional.of(part.getValue().toString());
                }
            }
            Optional<String> by = authority;
            return role.filter(text -> !text.isEmpty()).map(text -> new RoleId(text, by));
        } catch (InvalidNameException e) {
            return Optional.empty();
        }
    }
}
