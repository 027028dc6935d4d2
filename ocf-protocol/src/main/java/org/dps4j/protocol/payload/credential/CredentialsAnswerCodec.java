package org.dps4j.protocol.payload.credential;

import java.util.ArrayList;
import java.util.List;
import org.dps4j.protocol.cbor.CborValue;
import org.dps4j.protocol.cbor.CborValue.CborArray;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.PayloadCodec;
import org.dps4j.protocol.payload.PayloadException;

/** The member {@code creds}; {@code rowneruuid} is refused, further ones are ignored. */
final class CredentialsAnswerCodec implements PayloadCodec<CredentialsAnswer> {

    private static final String CREDENTIALS = "creds";
    private static final String REDIRECT = "redirecturi";

    @Override
    public byte[] encode(CredentialsAnswer value) {
        List<CborValue> credentials = value.credentials().stream()
                .<CborValue>map(CredentialMembers::write)
                .toList();
        MapWriter members = new MapWriter().value(CREDENTIALS, new CborArray(credentials));
        value.redirect().ifPresent(redirect -> members.text(REDIRECT, redirect.toString()));
        return members.toBytes();
    }

    @Override
    public CredentialsAnswer decode(byte[] body) throws PayloadException {
        MapReader members = MapReader.of(body);
        members.refuse("rowneruuid");
        List<Credential> credentials = new ArrayList<>();
        for (MapReader credential : members.maps(CREDENTIALS)) {
            credentials.add(CredentialMembers.read(credential));
        }
        if (credentials.isEmpty()) {
            throw members.problem(CREDENTIALS, "at least one credential", "none");
        }
        return new CredentialsAnswer(credentials, members.optionalAddress(REDIRECT));
    }
}
