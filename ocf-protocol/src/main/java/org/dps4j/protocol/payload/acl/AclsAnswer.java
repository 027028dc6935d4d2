package org.dps4j.protocol.payload.acl;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.dps4j.protocol.payload.PayloadCodec;

/**
 * The answer of the service to GET {@code /api/v1/provisioning/acls}.
 *
 * @param entries the rules that replace those of an earlier answer; at least one, so that none locks everybody out
 * @param redirect the provisioning service to turn to instead of this one
 */
public record AclsAnswer(List<AccessControlEntry> entries, Optional<URI> redirect) {

    /** Its CBOR body. */
    public static final PayloadCodec<AclsAnswer> CODEC = new AclsAnswerCodec();

    /** @throws IllegalArgumentException if there are no entries */
    public AclsAnswer {
        entries = List.copyOf(entries);
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("an answer holds at least one access control entry");
        }
        Objects.requireNonNull(redirect, "redirect");
    }
}
