package org.dps4j.protocol.pki;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/** Reads common names out of a subject's own encoding, where no escaping can be misunderstood. */
final class DistinguishedName {

    private static final byte[] COMMON_NAME = {0x55, 0x04, 0x03};
    private static final int BMP_STRING = 0x1E;

    private DistinguishedName() {}

    /** The only common name of {@code name}; empty when there is none, or more than one. */
    static Optional<String> commonName(X500Principal name) {
        try {
            Optional<String> found = Optional.empty();
            DerReader sequence = new DerReader(name.getEncoded()).enter(DerReader.SEQUENCE);
            while (sequence.hasMore()) {
                DerReader set = sequence.enter(DerReader.SET);
                while (set.hasMore()) {
                    DerReader attribute = set.enter(DerReader.SEQUENCE);
                    if (!Arrays.equals(attribute.content(DerReader.OBJECT_ID), COMMON_NAME)) {
                        continue;
                    }
                    if (found.isPresent()) {
                        return Optional.empty();
                    }
                    int type = attribute.peekTag();
                    found = Optional.of(new String(attribute.content(type), charset(type)));
                }
            }
            return found;
        } catch (DerReader.MalformedDerException e) {
            return Optional.empty();
        }
    }

    private static Charset charset(int stringType) {
        return stringType == BMP_STRING ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8;
    }
}
