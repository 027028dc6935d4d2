package org.dps4j.protocol.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.dps4j.protocol.cbor.CborReader;
import org.dps4j.protocol.cbor.CborValue;
import org.dps4j.protocol.cbor.CborWriter;
import org.dps4j.protocol.payload.account.RefreshAnswer;
import org.dps4j.protocol.payload.account.RefreshRequest;
import org.dps4j.protocol.payload.account.SignOffQuery;
import org.dps4j.protocol.payload.account.SignUpAnswer;
import org.dps4j.protocol.payload.account.SignUpRequest;
import org.dps4j.protocol.payload.acl.AclsAnswer;
import org.dps4j.protocol.payload.cloud.CloudConfigurationAnswer;
import org.dps4j.protocol.payload.cloud.CloudConfigurationRequest;
import org.dps4j.protocol.payload.credential.CredentialsAnswer;
import org.dps4j.protocol.payload.credential.CredentialsRequest;
import org.dps4j.protocol.payload.directory.PublishAnswer;
import org.dps4j.protocol.payload.directory.PublishRequest;
import org.dps4j.protocol.payload.directory.UnpublishQuery;
import org.dps4j.protocol.payload.link.ResourceLink;
import org.dps4j.protocol.payload.ownership.OwnershipAnswer;
import org.dps4j.protocol.payload.session.SessionRequest;
import org.dps4j.protocol.payload.session.SignInAnswer;
import org.dps4j.protocol.payload.time.TimeAnswer;

/**
 * Any body for any codec, for the CBOR reader itself and for the queries: a value or a {@link PayloadException}; what was
 * read is written and read again as the same.
 *
 * <p>Input: one byte that chooses, counted from zero in the order of {@link #CODECS}, then the body.
 */
public final class PayloadFuzz {

    /** The corpus counts on this order: new ones go to the end. */
    static final List<PayloadCodec<?>> CODECS = List.of(
            new TreeCodec(),
            TimeAnswer.CODEC,
            OwnershipAnswer.CODEC,
            CloudConfigurationRequest.CODEC,
            CloudConfigurationAnswer.CODEC,
            CredentialsRequest.CODEC,
            CredentialsAnswer.CODEC,
            AclsAnswer.CODEC,
            ResourceLink.LIST_CODEC,
            SignUpRequest.CODEC,
            SignUpAnswer.CODEC,
            RefreshRequest.CODEC,
            RefreshAnswer.CODEC,
            SessionRequest.CODEC,
            SignInAnswer.CODEC,
            PublishRequest.CODEC,
            PublishAnswer.CODEC,
            new QueryCodec<>(SignOffQuery::toParts, SignOffQuery::ofParts),
            new QueryCodec<>(UnpublishQuery::toParts, UnpublishQuery::ofParts));

    private PayloadFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) throws PayloadException {
        if (input.length > 0 && (input[0] & 0xFF) < CODECS.size()) {
            check(CODECS.get(input[0] & 0xFF), Arrays.copyOfRange(input, 1, input.length));
        }
    }

    private static <T> void check(PayloadCodec<T> codec, byte[] body) throws PayloadException {
        T value;
        try {
            value = codec.decode(body);
        } catch (PayloadException refused) {
            assertThat(refused.getMessage()).hasLineCount(1).hasSizeLessThan(2_000);
            return;
        }
        assertThat(value.toString()).isNotNull();
        assertThat(codec.decode(codec.encode(value))).isEqualTo(value);
    }

    /** The CBOR reader and writer as a codec of trees. */
    private record TreeCodec() implements PayloadCodec<CborValue> {
        @Override
        public byte[] encode(CborValue value) {
            return CborWriter.write(value);
        }

        @Override
        public CborValue decode(byte[] body) throws PayloadException {
            return CborReader.read(body);
        }
    }

    private interface Parts<T> {
        List<String> of(T value);
    }

    private interface Query<T> {
        T of(List<String> parts) throws PayloadException;
    }

    /** A query as a body: one line for each of its parts. */
    private record QueryCodec<T>(Parts<T> parts, Query<T> query) implements PayloadCodec<T> {
        @Override
        public byte[] encode(T value) {
            return String.join("\n", parts.of(value)).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public T decode(byte[] body) throws PayloadException {
            return query.of(Arrays.asList(new String(body, StandardCharsets.UTF_8).split("\n", -1)));
        }
    }
}
