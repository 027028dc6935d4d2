package org.dps4j.device.resource;

import java.util.Objects;
import java.util.Optional;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.cbor.CborValue;

/**
 * What a resource answers.
 *
 * @param code the code
 * @param body the CBOR body
 * @param diagnostic what went wrong, in words for people; it goes out only where there is no body
 * @param entityTag the ETag of the representation, 1 to 8 bytes; the device sets it
 */
public record ResourceAnswer(
        AnswerCode code, Optional<CborValue> body, Optional<String> diagnostic, Optional<Bytes> entityTag) {

    public ResourceAnswer {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(diagnostic, "diagnostic");
        Objects.requireNonNull(entityTag, "entityTag");
    }

    /** An answer without body. */
    public static ResourceAnswer of(AnswerCode code) {
        return new ResourceAnswer(code, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** An answer with a body. */
    public static ResourceAnswer of(AnswerCode code, CborValue body) {
        return new ResourceAnswer(code, Optional.of(body), Optional.empty(), Optional.empty());
    }

    /** An error, explained. */
    public static ResourceAnswer error(AnswerCode code, String why) {
        return new ResourceAnswer(code, Optional.empty(), Optional.of(why), Optional.empty());
    }

    /** 2.05 with a representation. */
    public static ResourceAnswer content(CborValue representation) {
        return of(AnswerCode.CONTENT, representation);
    }

    /** 2.04 without body. */
    public static ResourceAnswer changed() {
        return of(AnswerCode.CHANGED);
    }

    /** 2.04 with the new representation. */
    public static ResourceAnswer changed(CborValue representation) {
        return of(AnswerCode.CHANGED, representation);
    }

    /** 2.02. */
    public static ResourceAnswer deleted() {
        return of(AnswerCode.DELETED);
    }

    /** 4.00, explained. */
    public static ResourceAnswer badRequest(String why) {
        return error(AnswerCode.BAD_REQUEST, why);
    }

    /** The same answer with another body. */
    public ResourceAnswer withBody(CborValue other) {
        return new ResourceAnswer(code, Optional.of(other), diagnostic, entityTag);
    }

    /** The same answer with an ETag. */
    public ResourceAnswer withEntityTag(Bytes tag) {
        return new ResourceAnswer(code, body, diagnostic, Optional.of(tag));
    }
}
