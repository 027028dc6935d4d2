package org.dps4j.protocol.payload;

/**
 * The way of one message between its record and its CBOR body. Stateless: may be used from any thread.
 *
 * @param <T> the record of the message
 */
public interface PayloadCodec<T> {

    /** The body that says {@code value}: one CBOR item of definite length, members in the order of the standard. */
    byte[] encode(T value);

    /**
     * The message that {@code body} says. An empty body is never a message.
     *
     * @throws PayloadException if the body cannot be used; nothing else is ever thrown, whatever the bytes are
     */
    T decode(byte[] body) throws PayloadException;
}
